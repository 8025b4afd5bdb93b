import BulkEdit
import LineEditor
import RateQL
import Repl
import Synchronization
import TestSupport
import Testing

@Suite("Undo in a session")
struct UndoSessionTests {
  @Test("the last run, or the one of a number; a word that names none is said")
  func meant() async throws {
    let store = ListingStore()
    let before = await store.table.all
    let edit = ["rates | where prefix = \"44\" | set price_n = 1", "y"]
    let screen = try await ScriptedSession.run(
      [".undo"] + edit + [".undo last", ".undo 7", ".undo", "y", ".undo 2", "n"], store: store)
    #expect(screen.contains("> .undo\nNothing was applied to sample yet.\n"), "\(screen)")
    #expect(
      screen.contains("`.undo` takes the number of a run, not `last`; `.journal` lists them"), "\(screen)")
    #expect(screen.contains("there is no run 7 in the journal; `.journal` lists them"), "\(screen)")
    #expect(screen.components(separatedBy: "Applied: 1 updated.").count == 3, "\(screen)")
    #expect(screen.contains("[a]ll rows: n\nNothing was written.\n"), "\(screen)")
    #expect(await store.table.all == before)
  }

  @Test("a saved undo says which run it takes back, and which ids its rates had")
  func saved() async throws {
    let saved = Mutex<(changes: [Change], origin: BulkEditor.Origin)?>(nil)
    let screen = try await ScriptedSession.run(
      ["rates | where prefix = \"44\" | delete", "y", ".undo", "s", "undo.plan"], store: ListingStore()
    ) { configuration in
      configuration.savePlan = { plan, origin, _ in
        saved.withLock { $0 = (plan.changes, origin) }
        return nil
      }
    }
    let kept = try #require(saved.withLock { $0 }, "\(screen)")
    #expect(kept.changes.map(\.formerID) == ["b01"])
    #expect(kept.origin.undoes == 1 && kept.origin.script == "undo of run 1")
  }

  private static let raise = ["rates | where prefix startswith \"44\" | set price_n = 1", "y"]

  @Test(
    "a condition chooses among its rates, quoted or not",
    arguments: [
      "--only prefix = \"447\"", "1 --only 'prefix = \"447\"'", "1 --only=id in [\"b02\", 'x --connect-fee']",
      "--only \"prefix = \\\"447\\\"\" --connect-fee 0.05",
      "1 --connect-fee=0 --only '447' = prefix or false",
    ])
  func only(_ argument: String) async throws {
    let screen = try await ScriptedSession.run(UndoSessionTests.raise + [".undo \(argument)", "n"])
    #expect(screen.contains("\n~  447  ") && screen.contains("\n1 to update\n"), "\(screen)")
    #expect(screen.hasSuffix("[a]ll rows: n\nNothing was written.\nsample> \n\n"), "\(screen)")
  }

  @Test(
    "what is asked for wrongly is told",
    arguments: [
      ("--only", "--only takes a condition, such as `--only prefix startswith \"44\"`"),
      ("--only '' 1", "the condition of --only is wrong: "),
      ("--only prise = 1", "the condition of --only is wrong: "),
      ("--only true --only true", "`.undo` takes --only once"),
      ("--connect-fee", "--connect-fee takes an amount from 0 up with at most five digits"),
      ("--connect-fee 0.123456", "such as 0.05, not `0.123456`"),
      ("--conect-fee 1", "`.undo` has no option `--conect-fee`; did you mean `--connect-fee`?"),
      (
        "--x",
        "`.undo` has no option `--x`; it is written .undo [RUN] [--only CONDITION] [--connect-fee AMOUNT]"
      ),
      ("1 2", "`.undo` takes the number of a run, not `1 2`; `.journal` lists them"),
    ])
  func wrong(_ argument: String, _ text: String) async throws {
    let screen = try await ScriptedSession.run(UndoSessionTests.raise + [".undo \(argument)"])
    #expect(screen.contains("> .undo \(argument)\nerror: ") && screen.contains(text), "\(screen)")
  }

  @Test("a condition that chooses nothing, and a fee that is hidden, are told")
  func told() async throws {
    let none = try await ScriptedSession.run(UndoSessionTests.raise + [".undo --only false"])
    #expect(none.hasSuffix("chooses none of the 4 changes that run 1 made\nsample> \n\n"), "\(none)")
    var hidden = SampleRates.all[2]
    hidden[.connectFee] = nil
    let store = ListingStore(InMemoryRateStore(name: "sample", records: [hidden]))
    let screen = try await ScriptedSession.run(
      ["rates | where prefix = \"44\" | delete", "y", ".undo", ".undo --connect-fee 0.07", "y"], store: store)
    #expect(screen.contains("say it with `--connect-fee AMOUNT`"), "\(screen)")
    #expect(await store.table.all.map { $0.decimal(.connectFee)?.description } == ["0.07"], "\(screen)")
  }

  @Test("TAB offers the options, and in a condition what may stand there")
  func completion() {
    let completion = ReplCompletion { ["zone"] }
    func offered(_ before: String) -> [String] {
      completion.complete(CompletionRequest(before: before)).completions.map(\.text)
    }
    #expect(offered(".undo ") == ["--connect-fee", "--only"])
    #expect(offered(".undo 12 --o") == ["--only"])
    #expect(offered(".undo --only pre") == ["prefix"])
    #expect(offered(".undo 3 --only 'pre") == ["prefix"])
    #expect(offered(".undo --only type = MO") == ["MOBILE"])
    #expect(offered(".undo --only prefix sta") == ["startswith"])
    #expect(offered(".undo --only prefix = 1 --") == ["--connect-fee"])
    #expect(offered(".undo --connect-fee 0.05 ") == ["--only"])
  }

  @Test("help knows it whole")
  func help() {
    let usage = ".undo [RUN] [--only CONDITION] [--connect-fee AMOUNT]"
    #expect(HelpText.overview.contains("\n  \(usage)\n"))
    #expect(HelpText.topic("undo")?.hasPrefix(usage) == true)
    #expect(HelpText.words.contains("undo"))
  }
}
