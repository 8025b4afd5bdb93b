import Rendering
import Testing

struct DisplayWidthTests {
  @Test(
    "a text takes the columns that a terminal gives it",
    arguments: [
      ("", 0), ("abc", 3), ("Zürich", 6), ("e\u{301}", 1), ("e\u{301}\u{302}\u{303}", 1), ("\u{301}", 0),
      ("中国", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆ", 2), ("，", 2), ("ｱ", 1), ("か\u{3099}", 2),
      ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("1", 1),
      ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("→…─␛", 4), ("\u{20000}", 2), ("क्ष", 2), ("ا", 1),
    ])
  func width(_ text: String, _ expected: Int) {
    #expect(DisplayWidth.of(text) == expected, "\(text)")
  }

  @Test(
    "a cut text keeps whole characters and says that it was cut",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
      ("中国人", 5, "中国…"), ("中国人", 4, "中…"), ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, "👨‍👩‍👧‍👦…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
  func cut(_ text: String, _ limit: Int, _ expected: String) {
    let cut = DisplayText(text).cut(to: limit)
    #expect(cut.text == expected)
    #expect(cut.width == DisplayWidth.of(expected))
  }

  @Test("long text is broken at spaces, and within words that are too long")
  func wrapping() {
    #expect(WrappedText.lines("one two three", within: nil) == ["one two three"])
    #expect(WrappedText.lines("one two three", within: 7) == ["one two", "three"])
    #expect(WrappedText.lines("abcdefghij kl", within: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(WrappedText.lines("中国人", within: 3) == ["中", "国", "人"])
    #expect(WrappedText.lines("", within: 4) == [""])
  }
}
