import Testing

@testable import PBXClient

@Suite("The server's clock")
struct ClockTests {
  @Test(
    "differs by what the answer's own time does not explain, and matters from a minute on",
    arguments: [
      (0, 0, ServerReport.Verdict.fine, "none to speak of"),
      (-2, 0, .fine, "none to speak of"),
      (3, 0, .fine, "the server's clock is 3 s ahead of this one"),
      (-6, 4, .fine, "none to speak of"),
      (-7, 4, .fine, "the server's clock is 7 s behind this one"),
      (60, 0, .fine, "the server's clock is 60 s ahead of this one"),
      (-61, 0, .note, "the server's clock is 61 s behind this one"),
    ])
  func difference(_ ahead: Int, _ roundTrip: Int, _ verdict: ServerReport.Verdict, _ text: String) {
    let finding = ServerExamination.clock(ahead: ahead, roundTrip: .seconds(roundTrip))
    #expect(finding == (verdict, text))
  }
}
