import Foundation
import TestSupport
import Testing

@Suite("Failures end in one message and the right exit code", .serialized)
struct FailureTests {
  private let folder = TemporaryFolder()

  @Test("a server that is not there")
  func unreachable() async {
    let result = await CommandLineSetup.run(
      ["--url", "http://127.0.0.1:1", "-e", "rates"], environment: ["RATEQL_TOKEN": "t"])
    #expect(result.status == 6)
    #expect(result.output == "")
    #expect(result.messages.split(separator: "\n").count == 1)
    #expect(result.messages.hasPrefix("error: "))
  }

  @Test("a wrong token, which is not repeated")
  func denied() async throws {
    try await CommandLineSetup.withSandbox { address in
      let result = await CommandLineSetup.run(
        ["-e", "rates"], environment: ["RATEQL_URL": address.url, "RATEQL_TOKEN": "not-the-token"])
      #expect(result.status == 5)
      #expect(!result.messages.contains("not-the-token"))
      #expect(result.messages.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "a wrong command line or script",
    arguments: [
      (["--nonsense"], "error: "), (["run"], "error: "),
      (["run", "/nowhere/x.rql"], "error: there is no file /nowhere/x.rql"),
      (["-e", "rates | wher x"], "error[RQ1012]: there is no stage `wher`"),
      (["--url", "ftp://x", "-e", "rates"], "error: "), (["-e", "rates", "--format", "xml"], "error: "),
      (["-e", "rates", "--param", "x"], "error: --param takes name=value, not `x`"),
      (["-e", "rates", "--param", "x=1"], "error[RQ2053]: the script has no parameter `x`"),
      (["-e", "rates | delete", "--apply"], "error: --apply needs a server"),
      (["--profile", "p", "-e", "rates"], "error: there is no configuration file"),
    ])
  func usage(_ arguments: [String], _ start: String) async {
    let result = await CommandLineSetup.run(arguments)
    #expect(result.status == 2)
    #expect(result.messages.hasPrefix(start), "\(result.messages)")
    #expect(result.output == "")
  }

  @Test("errors of a script are told before a server is asked for anything")
  func checkedFirst() async {
    let result = await CommandLineSetup.run(
      ["--url", "http://127.0.0.1:1", "-e", "rates | where pric > 1"], environment: ["RATEQL_TOKEN": "t"])
    #expect(result.status == 2)
  }

  @Test("help and version")
  func help() async {
    let version = await CommandLineSetup.run(["--version"])
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    let help = await CommandLineSetup.run(["--help"])
    #expect(help.status == 0)
    for word in ["--url", "--apply", "-e", "run", "check", "export", "sandbox", "Exit codes"] {
      #expect(help.output.contains(word), "\(word)")
    }
  }

  @Test("the export is saved under the server's name, made safe, and never over another file")
  func export() async throws {
    try await CommandLineSetup.withSandbox { address in
      let environment = CommandLineSetup.environment(address)
      let path = try folder.file("taken.csv", "keep me")
      let refused = await CommandLineSetup.run(["export", "-o", path], environment: environment)
      #expect(refused.status == 2)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "keep me")
      let fresh = path + ".new"
      let saved = await CommandLineSetup.run(["export", "-o", fresh], environment: environment)
      #expect(saved.status == 0)
      let printed = await CommandLineSetup.run(["export", "-o", "-"], environment: environment)
      #expect(printed.status == 0)
      #expect(try String(contentsOfFile: fresh, encoding: .utf8) == printed.output)
      #expect(printed.output.split(whereSeparator: \.isNewline).count == 301)
    }
  }
}
