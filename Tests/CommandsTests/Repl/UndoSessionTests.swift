import RateQL
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
}
