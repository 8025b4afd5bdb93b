import Rendering
import Testing

struct VisibleTextTests {
  @Test(
    "what acts on a terminal is shown instead",
    arguments: [
      ("plain", "plain"), ("\u{1B}[2J", "␛[2J"), ("a\nb", "a␊b"), ("a\r\nb", "a␍␊b"), ("a\tb", "a␉b"),
      ("\u{0}\u{7}\u{8}", "␀␇␈"), ("\u{7F}", "␡"), ("\u{9B}31m", "\\u{9b}31m"), ("\u{85}", "\\u{85}"),
      ("\u{202E}x\u{202C}", "\\u{202e}x\\u{202c}"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
      ("\u{2028}", "\\u{2028}"), ("\u{200B}", "\\u{200b}"), ("\u{FEFF}", "\\u{feff}"), ("\u{AD}", "\\u{ad}"),
    ])
  func shown(_ text: String, _ expected: String) {
    #expect(VisibleText.make(text) == expected)
  }

  @Test(
    "what people write is left alone", arguments: ["Zürich", "中国", "👨‍👩‍👧‍👦", "❤️", "e\u{301}", "שלום", "می‌خواهم"])
  func untouched(_ text: String) {
    #expect(VisibleText.make(text) == text)
  }

  @Test("no control character is left in any text, and none makes the text longer than it says")
  func everyControl() {
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      let visible = VisibleText.make("a" + String(Character(scalar)) + "b")
      if category == .control || category == .lineSeparator || category == .paragraphSeparator {
        #expect(!visible.unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))")
      }
      #expect(DisplayText(visible).width == DisplayWidth.of(visible))
    }
  }
}
