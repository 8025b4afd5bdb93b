import Testing

@testable import LineEditor

struct CompletionStepTests {
  private func step(
    _ before: String, word: String, _ texts: [String], suffix: String = " ", after: String = ""
  ) -> CompletionStep {
    CompletionStep(
      CompletionAnswer(word: word, completions: texts.map { Completion($0, suffix: suffix) }),
      in: CompletionRequest(before: before, after: after))
  }

  @Test func oneMatchTakesItsSuffix() {
    #expect(step("sort pri", word: "pri", ["price_n"]) == .replace(scalars: 3, with: "price_n "))
    #expect(step("sort ", word: "", ["price_n"]) == .replace(scalars: 0, with: "price_n "))
    #expect(step("sort PRI", word: "PRI", ["price_n", "price_n"]) == .replace(scalars: 3, with: "price_n "))
  }

  @Test func aSuffixThatStandsThereIsNotDoubled() {
    #expect(
      step("load \"de", word: "de", ["deck.csv"], suffix: "\"", after: "\"")
        == .replace(scalars: 2, with: "deck.csv"))
    #expect(step("rates", word: "rates", ["rates"], after: " | take 5") == .none)
  }

  @Test func severalMatchesGiveWhatIsCommonThenAList() {
    #expect(step("pr", word: "pr", ["price_1", "price_n"]) == .replace(scalars: 2, with: "price_"))
    #expect(step("price_", word: "price_", ["price_1", "price_n"]) == .list(["price_1", "price_n"]))
    #expect(step("", word: "", ["rates", "billing"]) == .list(["rates", "billing"]))
    #expect(step("n", word: "n", ["price_n", "description"]) == .list(["price_n", "description"]))
    #expect(
      step("gro\u{308}", word: "gro\u{308}", ["größe", "größer"]) == .replace(scalars: 4, with: "größe"))
  }

  @Test func anAnswerToAnotherLineIsDropped() {
    #expect(step("sort pri", word: "xyz", ["xyzzy"]) == .none)
    #expect(step("sort", word: "sort", []) == .none)
  }

  @Test func theListFitsTheWidth() {
    let labels = ["avg", "ceil", "中中", "floor", "größe", "len"]
    #expect(CompletionList.rows(labels, columns: 80, limit: 10) == ["avg    ceil   中中   floor  größe  len"])
    #expect(
      CompletionList.rows(labels, columns: 19, limit: 10) == ["avg    floor", "ceil   größe", "中中   len"])
    #expect(CompletionList.rows(labels, columns: 3, limit: 10).allSatisfy { TextLayout.width($0) < 3 })
    #expect(CompletionList.rows(labels, columns: 19, limit: 2) == ["avg    floor", "… and 4 more"])
    #expect(CompletionList.rows(["a\u{1B}[31mb"], columns: 20, limit: 2) == ["a?[31mb"])
    #expect(CompletionList.rows([], columns: 20, limit: 2) == [])
  }

  @Test func rowsOfALine() {
    var layout = TextLayout(columns: 10)
    layout.add("> 123456")
    #expect(layout.row == 0)
    layout.add("中")
    #expect(layout.row == 1)
    layout.add("123456789")
    layout.add("中")
    #expect((layout.row, layout.column) == (2, 2))
    layout.add("\n\t^")
    #expect((layout.row, layout.column) == (3, 9))
  }
}
