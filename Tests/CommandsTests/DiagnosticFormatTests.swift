import Foundation
import TestSupport
import Testing

@Suite("--diagnostics json", .serialized)
struct DiagnosticFormatTests {
  private let folder = TemporaryFolder()

  private static let unknown =
    #"{"code":"RQ2001","severity":"error","message":"there is no column or name `pric`","file":"-e","line":1,"#
    + #""column":15,"endLine":1,"endColumn":19,"offset":14,"endOffset":18,"label":null,"#
    + #""hints":["did you mean `price_1` or `price_n`?"]}"# + "\n"

  @Test("of -e, run and check, before the subcommand or after it")
  func everywhere() async throws {
    let program = "rates | where pric > 1"
    let direct = await CommandLineSetup.run(["-e", program, "--diagnostics", "json"])
    #expect(direct.messages == DiagnosticFormatTests.unknown)
    #expect(direct.status == 2)
    #expect(direct.output == "")
    let file = try folder.file("a.rql", program)
    let wanted = DiagnosticFormatTests.unknown.replacing("\"-e\"", with: "\"\(file)\"")
    for arguments in [
      ["check", file, "--diagnostics", "json"], ["--diagnostics", "json", "check", file],
      ["run", file, "--diagnostics", "json"], ["--diagnostics", "json", "run", file],
      ["--diagnostics", "text", "run", file, "--diagnostics", "json"],
    ] {
      #expect(await CommandLineSetup.run(arguments).messages == wanted, "\(arguments)")
    }
    let text = await CommandLineSetup.run(["check", file, "--diagnostics", "text"])
    #expect(text.messages == (await CommandLineSetup.run(["check", file])).messages)
    #expect(text.messages.hasPrefix("error[RQ2001]"))
  }

  @Test("all errors at once, in order")
  func several() async {
    let result = await CommandLineSetup.run(
      ["-e", "print a", "-e", "rates | wher x", "-e", "print b", "--diagnostics", "json"])
    let objects = result.messages.split(separator: "\n").compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
    #expect(objects.map { $0["line"] as? Int } == [1, 2, 3])
    #expect(objects.map { $0["code"] as? String } == ["RQ2001", "RQ1012", "RQ2001"])
  }

  @Test("run-time errors, faults of a plan, notes and other errors have the same form")
  func running() async throws {
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      let environment = CommandLineSetup.environment(address)
      func messages(_ program: String, _ more: [String] = []) async -> [[String: Any]] {
        let result = await CommandLineSetup.run(
          ["-e", program, "--diagnostics", "json"] + more, environment: environment)
        return result.messages.split(separator: "\n").compactMap {
          (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
      }
      let zero = await messages("print 1 / len(\"\")")
      #expect(zero.count == 1)
      #expect(zero.first?["code"] as? String == "RQ3002")
      #expect(zero.first?["column"] as? Int == 7)
      #expect(zero.first?["endOffset"] as? Int == 17)
      let failed = await messages("assert 1 = 2, \"no\"")
      #expect(failed.first?["message"] as? String == "no")
      let faults = await messages("rates | where type = LOCAL | set price_n -= 100")
      #expect(faults.count == 2)
      #expect(faults.allSatisfy { $0["code"] as? String == "RQ4001" && $0["line"] is NSNull })
      let dry = await messages("rates | where type = LOCAL | set price_n += 1%")
      #expect(dry.count == 1)
      #expect(dry.first?["severity"] as? String == "note")
      #expect((dry.first?["message"] as? String)?.hasPrefix("dry run: ") == true)
      let rounded = await messages(
        "rates | where type = LOCAL | set price_n = price_n + 0.000013", ["--format", "json"])
      #expect(rounded.allSatisfy { $0["severity"] as? String == "note" })
      #expect(rounded.count == 2)
    }
    let nowhere = await CommandLineSetup.run(["run", "/nowhere/x.rql", "--diagnostics", "json"])
    #expect(nowhere.status == 2)
    #expect(
      nowhere.messages
        == #"{"code":null,"severity":"error","message":"there is no file /nowhere/x.rql","file":null,"#
        + #""line":null,"column":null,"endLine":null,"endColumn":null,"offset":null,"endOffset":null,"#
        + #""label":null,"hints":[]}"# + "\n")
    let unreachable = await CommandLineSetup.run(
      ["--url", "http://127.0.0.1:1", "-e", "rates", "--diagnostics", "json"],
      environment: ["RATEQL_TOKEN": "t"])
    #expect(unreachable.status == 6)
    #expect(unreachable.messages.hasPrefix(#"{"code":null,"severity":"error","#))
    #expect(unreachable.messages.split(separator: "\n").count == 1)
  }
}
