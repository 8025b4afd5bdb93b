import Testing

@testable import Sandbox

@Suite struct JSONTests {
  @Test(arguments: [
    ("0", 5, 0, true, false), ("1", 5, 100_000, true, false), ("0.00001", 5, 1, true, false),
    ("0.000015", 5, 1, false, true), ("0.0000149", 5, 1, false, false), ("1e-400", 5, 0, false, false),
    ("0.000005", 5, 0, false, true), ("92233720368547.75807", 5, Int64.max, true, false),
    ("12.50", 0, 12, false, true),
    ("1e0000000000000000000001", 0, 10, true, false), ("0e999999999999", 5, 0, true, false),
  ])
  func numbersAreBroughtToAScale(
    _ text: String, _ scale: Int, _ truncated: Int64, _ isExact: Bool, _ roundsUp: Bool
  ) throws {
    let number = try #require(DecimalText(utf8: text.utf8))
    let wanted = DecimalText.Scaled(truncated: truncated, isExact: isExact, roundsUp: roundsUp)
    #expect(number.scaled(scale) == wanted)
  }

  @Test(arguments: ["1e300", "92233720368547.75808", "99999999999999999999"])
  func numbersPastTheRangeAreToldApart(_ text: String) throws {
    #expect(try #require(DecimalText(utf8: text.utf8)).scaled(5) == nil)
  }

  @Test(arguments: ["", "-", "+1", "01", ".5", "1.", "1e", "1e+", "0x1", "1 ", "NaN", "--1", "1e1.5", "１"])
  func whatIsNoNumberIsRefused(_ text: String) {
    #expect(DecimalText(utf8: text.utf8) == nil)
  }

  @Test(arguments: [
    (Int64(0), "0"), (1, "0.00001"), (1250, "0.0125"), (100_000, "1"), (12_345_678, "123.45678"),
    (10_010, "0.1001"),
    (Int64.max, "92233720368547.75807"), (-150_000, "-1.5"), (Int64.min, "-92233720368547.75808"),
  ])
  func moneyIsWrittenExactly(_ value: Int64, _ text: String) {
    var writer = JSONWriter()
    writer.money(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test(arguments: ["", "plain", "\"\\", "\u{0}\u{1F}\n\r\t", "é中😀", "\u{7F}\u{2028}"])
  func stringsComeBackAsTheyWere(_ text: String) throws {
    var writer = JSONWriter()
    writer.string(text)
    #expect(try JSONReader.value(utf8: writer.bytes) == .string(text))
  }

  @Test func escapesAreRead() throws {
    let text = #""\u00e9\ud83d\ude00\/\b\f""#
    #expect(try JSONReader.value(utf8: Array(text.utf8)) == .string("é😀/\u{8}\u{C}"))
    for bad in [#""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\u12g4""#, #""\x""#, "\"\u{1}\""] {
      #expect(throws: JSONError.self) { try JSONReader.value(utf8: Array(bad.utf8)) }
    }
    #expect(throws: JSONError.self) { try JSONReader.value(utf8: [0x22, 0xFF, 0x22]) }
  }

  @Test(arguments: [("a+b%20c", "a b c"), ("%2B%C3%A9", "+é"), ("", "")])
  func formValuesAreDecoded(_ written: String, _ read: String) throws {
    #expect(try FormText("x=\(written)&y")["x"] == read)
    #expect(try FormText("x=\(written)&y")["y"] == "")
  }

  @Test(arguments: ["x=%", "x=%4", "x=%zz", "x=%FF", "%FF=1", "x=1&x=2"])
  func brokenFormsAreRefused(_ text: String) {
    #expect(throws: APIError.self) { try FormText(text) }
  }
}
