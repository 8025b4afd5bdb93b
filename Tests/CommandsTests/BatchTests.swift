import Foundation
import PBXClient
import RateQL
import TestSupport
import Testing

@Suite("Batch", .serialized)
struct BatchTests {
  private let sample = SampleRates.all
  private let folder = TemporaryFolder()

  @Test("results alone on standard output, in every format")
  func formats() async throws {
    let query =
      "rates | where prefix startswith \"49\" | select prefix, type, price_n, postcall_surcharge, description"
    let expected = [
      "table": """
      prefix  type           price_n  postcall_surcharge  description
      ──────  ─────────────  ───────  ──────────────────  ──────────────
      49      INTERNATIONAL   0.0125                  0%  Germany
      4915    MOBILE          0.1000                  0%  Germany Mobile
      (2 rows)

      """,
      "csv": """
      prefix,type,price_n,postcall_surcharge,description
      49,INTERNATIONAL,0.0125,0,Germany
      4915,MOBILE,0.1,0,Germany Mobile

      """,
      "json": """
      [
        {"prefix": "49", "type": "INTERNATIONAL", "price_n": 0.0125, "postcall_surcharge": 0, "description": "Germany"},
        {"prefix": "4915", "type": "MOBILE", "price_n": 0.1, "postcall_surcharge": 0, "description": "Germany Mobile"}
      ]

      """,
      "ndjson": """
      {"prefix":"49","type":"INTERNATIONAL","price_n":0.0125,"postcall_surcharge":0,"description":"Germany"}
      {"prefix":"4915","type":"MOBILE","price_n":0.1,"postcall_surcharge":0,"description":"Germany Mobile"}

      """,
    ]
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      for (format, text) in expected {
        let result = await CommandLineSetup.run(
          ["-e", query, "--format", format], environment: CommandLineSetup.environment(address))
        #expect(result.output == text)
        #expect(result.messages == "")
        #expect(result.status == 0)
      }
    }
  }

  @Test("what was rounded is told with the rule that rounded it")
  func roundingRule() async throws {
    let edit = "rates | where prefix = \"44791\" | set price_n += 0.33333%"
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      for (script, words) in [
        (edit, "half away from zero"), ("rounding = half_even; " + edit, "half to even"),
        (edit + "; rounding = half_even; " + edit, "half away from zero or half to even"),
      ] {
        let result = await CommandLineSetup.run(
          ["-e", script], environment: CommandLineSetup.environment(address))
        let line = result.output.split(separator: "\n").first { $0.contains("rounded") }
        #expect(line == "1 value rounded to the API's five digits, \(words).", "\(result)")
      }
    }
  }

  @Test("a dry run shows the plan and writes nothing; --apply writes it, and nothing else")
  func dryRunAndApply() async throws {
    let edit = "rates | where type = MOBILE | set price_n += 5%"
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let environment = CommandLineSetup.environment(address, state: folder.path)
      let session = try CommandLineSetup.session(address)
      func snapshot() async throws -> [String: RateRecord] {
        var ids: [String] = []
        try await session.scan(ScanRequest()) { batch in
          for row in 0..<batch.count { ids.append(batch.value(.id, row)?.string ?? "") }
          return .more
        }
        var records: [String: RateRecord] = [:]
        for id in ids { records[id] = try await session.rate(id: id) }
        return records
      }
      let before = try await snapshot()
      let dry = await CommandLineSetup.run(["-e", edit], environment: environment)
      #expect(dry.status == 0)
      #expect(dry.output.contains("0.080 → 0.084"))
      #expect(dry.output.contains("3 to update"))
      #expect(dry.messages.contains("dry run: nothing was written"))
      #expect(try await snapshot() == before)

      let applied = await CommandLineSetup.run(["-e", edit, "--apply"], environment: environment)
      #expect(applied.status == 0)
      #expect(applied.output == "")
      #expect(applied.messages.hasSuffix("Applied: 3 updated (run 1).\n"))
      let after = try await snapshot()
      #expect(after.keys == before.keys)
      for (id, record) in after {
        let old = try #require(before[id])
        let isMobile = old[.type] == .symbol("MOBILE")
        #expect(record.differences(from: old) == (isMobile ? [.priceN] : []))
      }
      let prices = after.values.filter { $0[.type] == .symbol("MOBILE") }.compactMap {
        $0[.priceN]?.description
      }
      #expect(Set(prices) == ["0.084", "0.063", "0.105"])
      await session.shutdown()
    }
  }

  @Test("a script with parameters, as a file")
  func script() async throws {
    let file = try folder.file(
      "raise.rql",
      """
      #!/usr/bin/env -S rateql run
      param markup: percent = 5%
      param zone: string
      let target = rates | where type = MOBILE and prefix startswith zone
      assert count(target) > 0, "no mobile rates under {zone}"
      target | set price_n += markup
      assert count(rates | where price_n > 5) = 0, "a price would pass 5"
      print "{count(target)} rates under {zone} raised by {markup}"

      """)
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let environment = CommandLineSetup.environment(address)
      let good = await CommandLineSetup.run(
        ["run", file, "--param", "zone=44", "--param", "markup=10%"], environment: environment)
      #expect(good.status == 0)
      #expect(good.output.hasPrefix("2 rates under 44 raised by 10%\n"))
      let none = await CommandLineSetup.run(["run", file, "--param", "zone=77"], environment: environment)
      #expect(none.status == 3)
      #expect(none.messages.hasPrefix("error[RQ3003]: no mobile rates under 77\n"))
    }
    let missing = await CommandLineSetup.run(["run", file])
    #expect(missing.status == 2)
    #expect(missing.messages.contains("the parameter `zone` has no value"))
    let checked = await CommandLineSetup.run(["check", file])
    #expect(checked.status == 0 && checked.messages == "" && checked.output == "")
    let wrong = await CommandLineSetup.run(["check", file, "--param", "markup=5"])
    #expect(wrong.status == 2)
    #expect(wrong.messages.contains("`5` given for the parameter `markup` is not a percent"))
  }

  @Test("options may stand before the subcommand or after it")
  func optionPlaces() async throws {
    let file = try folder.file("count.rql", "print count(rates)\n")
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let token = try folder.file("token", address.token + "\n")
      let options = ["--url", address.url, "--token-file", token]
      for arguments in [options + ["run", file], ["run", file] + options] {
        let result = await CommandLineSetup.run(arguments)
        #expect(result.output == "10\n")
        #expect(result.status == 0)
      }
    }
  }

  @Test("a profile of the configuration file, and what outranks it")
  func profiles() async throws {
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let token = try folder.file("token", address.token + "\n")
      let file = try folder.file(
        "config.toml",
        """
        default_profile = "lab"
        [profile.lab]
        url = "\(address.url)"
        token_file = "\(token)"
        [profile.locked]
        url = "\(address.url)"
        token_file = "\(token)"
        readonly = true

        """)
      let environment = ["RATEQL_CONFIG": file]
      let result = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(result.output == "10\n")
      let locked = await CommandLineSetup.run(
        ["--profile", "locked", "-e", "rates | delete", "--apply"], environment: environment)
      #expect(locked.status == 3)
      let unknown = await CommandLineSetup.run(["--profile", "lib", "-e", "rates"], environment: environment)
      #expect(unknown.status == 2)
      #expect(unknown.messages.contains("did you mean `lab`?"))
      // Two servers named at once are refused, and what a profile brings stays with its server.
      var other = environment
      other["RATEQL_URL"] = "http://127.0.0.1:1/api"
      let two = await CommandLineSetup.run(["--profile", "lab", "-e", "rates"], environment: other)
      #expect(two.status == 2)
      #expect(two.messages.contains("name two servers"))
      // A profile's token is never sent to another server.
      let elsewhere = await CommandLineSetup.run(
        ["--url", "http://127.0.0.1:1/api", "-e", "rates"], environment: environment)
      #expect(elsewhere.status == 5)
      #expect(elsewhere.messages.contains("there is nothing to sign in with"))
    }
  }

  @Test("signs in with user, password and domain; who may not write gets 5 and changes nothing")
  func signIn() async throws {
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      var environment = [
        "RATEQL_URL": address.url, "RATEQL_USER": "admin", "RATEQL_PASSWORD": "sandbox",
        "RATEQL_DOMAIN": "sandbox.test", "XDG_STATE_HOME": folder.path,
      ]
      let admin = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(admin.output == "10\n")
      environment["RATEQL_USER"] = "viewer"
      let viewer = await CommandLineSetup.run(
        ["-e", "rates | where type = MOBILE | set price_n += 5%", "--apply"], environment: environment)
      #expect(viewer.status == 5)
      #expect(viewer.messages.contains("Nothing was changed"))
      environment["RATEQL_PASSWORD"] = "wrong-password"
      let wrong = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(wrong.status == 5)
      #expect(!wrong.messages.contains("wrong-password"))
      environment["RATEQL_PASSWORD"] = nil
      let missing = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(missing.status == 5)
      #expect(missing.messages.contains("RATEQL_USER needs RATEQL_PASSWORD"))
    }
  }

  @Test("several -e are the lines of one script; an empty one is refused; an edit of everything says so")
  func programs() async throws {
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let environment = CommandLineSetup.environment(address)
      let two = await CommandLineSetup.run(
        ["-e", "let a = 20", "-e", "print a + 1"], environment: environment)
      #expect(two.output == "21\n")
      let empty = await CommandLineSetup.run(["-e", " "], environment: environment)
      #expect(empty.status == 2)
      for edit in ["rates | set price_n += 1%", "rates | select prefix | sort prefix | set price_n = 1"] {
        let all = await CommandLineSetup.run(["-e", edit], environment: environment)
        #expect(all.messages.contains("it takes every rate"), "\(edit)")
      }
      let branch =
        "if count(rates) = 0 { rates | set price_n = 2 } else { rates | where prefix = \"44\" | set price_n += 2% }"
      for edit in ["rates | where type = MOBILE | set price_n += 1%", branch] {
        let some = await CommandLineSetup.run(["-e", edit], environment: environment)
        #expect(some.status == 0 && !some.messages.contains("it takes every rate"), "\(some.messages)")
      }
      let rounded = await CommandLineSetup.run(
        ["-e", "rates | where prefix = \"44\" | set price_n = price_n + 0.000001"], environment: environment)
      #expect(
        rounded.messages.contains(
          "nothing: of 1 rate the change is lost in rounding to the API's five digits"), "\(rounded.messages)"
      )
    }
  }

  @Test("as data the plan is the result with --apply too, and what is printed stays out of it")
  func dataApart() async throws {
    try await CommandLineSetup.withSandbox(deck: sample) { address in
      let script = "print \"hello\"; rates | where prefix = \"44\" | set price_n += 10%"
      for apply in [[], ["--apply"]] {
        let result = await CommandLineSetup.run(
          ["-e", script, "--format", "ndjson"] + apply,
          environment: CommandLineSetup.environment(address, state: folder.path))
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(
          result.output.hasPrefix("{\"change\": \"update\"")
            || result.output.hasPrefix("{\"change\":\"update\""))
        #expect(result.messages.hasPrefix("hello\n"))
      }
    }
  }
}
