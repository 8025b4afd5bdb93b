import LineEditor
import RateQL
import Rendering
import Repl
import TestSupport
import Testing

@Suite("Edits staged in the REPL")
struct StagingSessionTests {
  private static let begun =
    "Edits are staged from here on, and reads see them. `.plan` shows them, `.commit` writes them, "
    + "`.rollback` drops them.\n"

  @Test("begin, edit, look, edit, plan, decline, roll back")
  func whole() async throws {
    let store = ListingStore()
    let before = await store.table.all
    let screen = try await ScriptedSession.run(
      [
        ".begin", "rates | where prefix = \"44\" | set price_n = 0.02",
        "rates | where prefix = \"44\" | select prefix, price_n", "| set price_n += 10%", ".plan",
        ".plan ndjson",
        ".commit", "n", ".rollback", "rates | where prefix = \"44\" | select price_n", ".quit",
      ], store: store)
    let plan = """
         prefix  type           price_n                 description
      ─  ──────  ─────────────  ──────────────────────  ──────────────
      ~  44      INTERNATIONAL  0.012 → 0.022  +83.33%  United Kingdom

      1 to update

      """
    let fields =
      #""prefix":"44","type":"INTERNATIONAL","free_seconds":0,"grace_period":0,"interval_1":60,"#
      + #""interval_n":60,"postcall_surcharge":0,"price_1":0.012,"price_n":"#
    #expect(
      screen == """
        sample> .begin
        \(StagingSessionTests.begun)\
        sample [0 staged]> rates | where prefix = "44" | set price_n = 0.02
           prefix  type           price_n                 description
        ─  ──────  ─────────────  ──────────────────────  ──────────────
        ~  44      INTERNATIONAL  0.012 → 0.020  +66.67%  United Kingdom

        1 to update
        Staged: 1 update. `.plan` shows all, `.commit` writes them.
        sample [1 staged]> rates | where prefix = "44" | select prefix, price_n
        prefix  price_n
        ──────  ───────
        44         0.02
        (1 row)
        sample [1 staged]> | set price_n += 10%
           prefix  type           price_n              description
        ─  ──────  ─────────────  ───────────────────  ──────────────
        ~  44      INTERNATIONAL  0.020 → 0.022  +10%  United Kingdom

        1 to update
        Staged: 1 update. `.plan` shows all, `.commit` writes them.
        sample [1 staged]> .plan
        \(plan)\
        sample [1 staged]> .plan ndjson
        {"change":"update","id":"b01","prefix":"44","before":{\(fields)0.012,"description":"United Kingdom"},\
        "after":{\(fields)0.022,"description":"United Kingdom"}}
        sample [1 staged]> .commit
        \(plan)\
        Apply 1 update to sample? [y]es / [n]o / [a]ll rows: n
        Nothing was written.
        Still staged: 1 update. `.commit` asks again, `.rollback` drops them.
        sample [1 staged]> .rollback
        Dropped: 1 update. Nothing was written.
        sample> rates | where prefix = "44" | select price_n
        price_n
        ───────
          0.012
        (1 row)
        sample> .quit

        """)
    #expect(await store.table.all == before)
  }

  @Test("a yes to the commit writes all of it at once, and staging is over")
  func committed() async throws {
    let store = ListingStore()
    let screen = try await ScriptedSession.run(
      [
        ".begin", "rates | where prefix = \"44\" | set price_n = 0.02",
        "rates | where prefix = \"999\" | delete",
        ".commit", "y", "print 1",
      ], store: store)
    #expect(screen.contains("Apply 1 update and 1 deletion to sample? [y]es / [n]o / [a]ll rows: y\n"))
    #expect(screen.contains("Applied: 1 updated, 1 deleted.\nsample> print 1\n"))
    #expect(await store.table.rate(id: "b01")?.decimal(.priceN)?.description == "0.02")
    #expect(await store.table.rate(id: "e01") == nil)
  }

  @Test("staging is over once a part is written; where nothing was, it stays", arguments: [true, false])
  func drifted(isPart: Bool) async throws {
    let store = DriftingStore(["b01"])
    var lines = [".begin", "rates | where prefix = \"44\" | set price_n = 0.02"]
    if isPart { lines.append("rates | where prefix = \"49\" | set price_n = 0.02") }
    let screen = try await ScriptedSession.run(lines + [".commit", "y", "print 1"], store: store)
    #expect(await store.table.rate(id: "b01")?.decimal(.priceN)?.description == "0.012")
    #expect(screen.contains("\nsample> print 1") == isPart)
    #expect(screen.contains("Still staged: 1 update.") == !isPart)
    #expect(screen.contains("\nsample [1 staged]> print 1") == !isPart)
  }

  @Test("what is not possible is said, and what cancels out too")
  func errors() async throws {
    let screen = try await ScriptedSession.run([
      ".plan", ".commit", ".rollback", ".begin", ".begin", ".plan", ".plan xml", ".commit", ".begin",
      "rates | where prefix = \"44\" | set price_n = 1",
      "rates | where prefix = \"44\" | set price_n = price_n",
      "rates | where prefix = \"44\" | set price_n = 0.012", "rates | set price_n = 1", ".commit", "^C",
    ])
    let notBegun = "error: no edits are staged: `.begin` starts that\n"
    for part in [
      "sample> .plan\n\(notBegun)sample> .commit\n\(notBegun)sample> .rollback\n\(notBegun)",
      "sample [0 staged]> .begin\nerror: edits are staged already: `.commit` writes them, `.rollback` drops them\n",
      ".plan\nNothing is staged.\n",
      "error: `.plan` takes `all` or a format, not `xml`; formats are `table`, `csv`,",
      ".commit\nNothing was staged. Edits are not staged any more.\nsample> .begin\n",
      "set price_n = price_n\nNothing to change: 1 chosen rate would keep its values.\nsample [1 staged]> ",
      "\nStaged: nothing; the edits cancel each other out.\nsample [0 staged]> ",
      "\nThis edit has no `where`: it takes every rate.\nStaged: 10 updates.",
      "\nThis edit has no `where`: it takes every rate.\nApply 10 updates to sample? [y]es / [n]o / [a]ll rows: ^C\n"
        + "Nothing was written.\nStill staged: 10 updates.",
    ] { #expect(screen.contains(part), "\(part)\n---\n\(screen)") }
  }

  @Test("a statement that fails leaves what is staged")
  func failing() async throws {
    let screen = try await ScriptedSession.run([
      ".begin", "rates | where prefix = \"44\" | set price_n = 1",
      "rates | where prefix = \"49\" | set prefix = \"44\"",
      "rates | where prefix = \"49\" | set price_n = 1; assert false", ".rollback",
    ])
    #expect(screen.contains("error[RQ4001]"))
    #expect(screen.components(separatedBy: "sample [1 staged]> ").count == 4)
    #expect(screen.contains("Dropped: 1 update."))
  }

  @Test("SQL's words are understood, where they are no names")
  func bareWords() async throws {
    let screen = try await ScriptedSession.run([
      "BEGIN;", "Rollback ;", "begin transaction", "abort", "start transaction;", "commit", "let begin = 3",
      "begin", ".begin", "rollback",
    ])
    let over = "Nothing was staged. Edits are not staged any more.\n"
    let begun = StagingSessionTests.begun
    #expect(
      screen.hasPrefix(
        "sample> BEGIN;\n\(begun)sample [0 staged]> Rollback ;\n\(over)sample> begin transaction\n\(begun)"
          + "sample [0 staged]> abort\n\(over)sample> start transaction;\n\(begun)sample [0 staged]> commit\n\(over)"
          + "sample> let begin = 3\nsample> begin\nerror[RQ2005]"))
    #expect(screen.hasSuffix("sample> .begin\n\(begun)sample [0 staged]> rollback\n\(over)sample> \n\n"))
  }

  @Test("the end asks once whether what is staged may be lost")
  func ending() async throws {
    let edit = [".begin", "rates | where prefix = \"44\" | delete"]
    let question = "1 deletion staged and not written. Drop them and end? [y]es / [n]o: "
    let stayed = try await ScriptedSession.run(edit + [".quit", "n", "^D", "^C", "exit", "y", "print 1"])
    #expect(stayed.components(separatedBy: question).count == 4)
    #expect(stayed.hasSuffix("sample [1 staged]> exit\n\(question)y\n"))
    let left = try await ScriptedSession.run(edit + ["^D", "^D", "print 1"])
    #expect(left.hasSuffix("sample [1 staged]> ^D\n\n\(question)^D\n\n"))
    let none = try await ScriptedSession.run([".begin", ".quit", "print 1"])
    #expect(none.hasSuffix("sample [0 staged]> .quit\n"))
    let piped = try await ScriptedSession.run(edit) { $0.isInteractive = false }
    #expect(
      piped.hasSuffix("\nnote: 1 deletion staged and not committed, so dropped: nothing was written\n"))
  }

  @Test("a read-only session stages and looks, and does not commit")
  func readOnly() async throws {
    let store = ListingStore()
    let before = await store.table.all
    let screen = try await ScriptedSession.run(
      [
        ".begin", "rates | where prefix = \"44\" | set price_n = 1", "print count(rates | where price_n = 1)",
        ".commit", "y", ".rollback",
      ], store: store
    ) { $0.isReadOnly = true }
    #expect(screen.contains("sample (readonly) [1 staged]> print count(rates | where price_n = 1)\n1\n"))
    #expect(screen.contains("error: this session is read-only: nothing can be written"))
    #expect(screen.contains("Dropped: 1 update. Nothing was written.\nsample (readonly)> "))
    #expect(await store.table.all == before)
  }

  @Test("the README's session is what it shows")
  func readme() async throws {
    let block = try #require(ReadmeTests.blocks("text").first { $0.hasPrefix("sandbox> .begin\n") })
    let lines = block.split(separator: "\n").map(String.init)
    let typed = lines.map { line in line.split(separator: "> ", maxSplits: 1).last.map(String.init) ?? "" }
    let screen = try await CommandLineSetup.withSandbox(rates: 4_000) { address in
      let store = try CommandLineSetup.session(address)
      let screen = try await ScriptedSession.run(typed + ["n", ".rollback"], store: store)
      return screen.replacing(store.name, with: "sandbox")
    }
    for line in lines {
      #expect(screen.contains("\n\(line)\n") || screen.hasPrefix("\(line)\n"), "\(line)\n---\n\(screen)")
    }
    #expect(screen.contains("Still staged: "), "\(screen)")
  }

  @Test("help knows the commands, and TAB offers them")
  func help() throws {
    let completion = ReplCompletion { [] }
    for word in ["begin", "plan", "commit", "rollback"] {
      #expect(HelpText.topic(word)?.hasPrefix(".\(word)") == true)
      #expect(HelpText.overview.contains("\n  .\(word) "))
      let answer = completion.complete(CompletionRequest(before: ".\(word.prefix(2))"))
      #expect(answer.completions.map(\.text).contains(word))
    }
    let arguments = completion.complete(CompletionRequest(before: ".plan "))
    #expect(arguments.completions.map(\.text) == ["all", "csv", "json", "ndjson", "table", "tsv"])
  }
}
