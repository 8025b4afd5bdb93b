import RateQL
import TestSupport
import Testing

@Suite("Regular expressions")
struct PatternTests {
  @Test(
    "match anywhere, as classic ones do",
    arguments: [
      ("abc", "xabcx", true), ("^abc", "xabc", false), ("abc$", "abcx", false), ("^$", "", true),
      ("a|b", "xbx", true), ("^(ab)+$", "ababab", true), ("^(ab)+$", "aba", false), ("a.c", "abc", true),
      ("^[0-9]{2,3}$", "123", true), ("^[0-9]{2,3}$", "1234", false), ("^[0-9]{2,}$", "12345", true),
      ("[^0-9]", "123", false), (#"^\d+\s\w+$"#, "12 ab", true), (#"\bfoo\b"#, "a foo b", true),
      (#"\bfoo\b"#, "afoob", false), ("(?i)MÜLLER", "müller", true), ("^a*?b", "aaab", true),
      (#"\."#, "abc", false), ("[]a]", "]", true), ("[a-]", "-", true), ("日.", "日本", true),
      ("(a*)*$", "b", true),
      ("x{0}y", "y", true), ("^(|a)b", "ab", true),
    ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == expected)
  }

  @Test(
    "refuse what can't be read",
    arguments: [
      "(", ")", "[", "a{", "a{3,1}", "*", "a**", #"\"#, #"(a)\1"#, "(?=a)", "[z-a]", "a{1001}",
      "((((a{1000}){1000}){1000}){1000})",
    ])
  func refuses(_ pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern) }
  }

  @Test("stay linear where backtracking would take for ever")
  func linear() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try !Pattern("^(a+)+$").matches(text + "b"))
    #expect(try !Pattern("(a*)*(a*)*(a*)*c").matches(text))
  }

  @Test("never crash on any text")
  func fuzz() {
    var random = SeededRandom(seed: 77)
    let pieces = [
      "a", "(", ")", "[", "]", "^", "$", "*", "+", "?", "{", "}", "2", ",", "|", "\\", "-", "d", ".", "(?i)",
      "日",
    ]
    for _ in 0..<20_000 {
      let pattern = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      if let parsed = try? Pattern(pattern) { _ = parsed.matches("aa-b(日2") }
    }
  }
}
