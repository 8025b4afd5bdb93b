import Foundation
import RateQL
import TestSupport
import Testing

@testable import ExactJSON

@Suite struct StrictJSONTests {
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    try? bytes.withUnsafeBytes { try JSONValue.parse($0) }
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1 2]", "01", "-", "+1", ".5", "1.",
    "1e", "1e+", "0x1", "NaN", "tru", "nulll", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"",
    "\"\\ud800\\u0041\"", "\"a\nb\"", "\"\t\"", "[1]]", "{} {}", "'a'", "[1]\u{0}", "-01", "1_0", "[\"a]",
  ])
  func refuses(_ text: String) {
    #expect(StrictJSONTests.parse(Array(text.utf8)) == nil)
  }

  @Test(
    arguments: [
      [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xC1, 0xBF, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
      [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0xE2, 0x82], [0x22, 0xFF, 0x22],
    ] as [[UInt8]])
  func refusesBadUTF8(_ bytes: [UInt8]) {
    #expect(StrictJSONTests.parse(bytes) == nil)
  }

  @Test func readsEscapesAndCharactersOfAllLengths() {
    let text = #"["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","é中😀 long enough to take several words"]"#
    #expect(
      StrictJSONTests.parse(Array(text.utf8))
        == .array([
          .string("\"\\/\u{8}\u{C}\n\r\té😀"), .string("é中😀 long enough to take several words"),
        ]))
  }

  @Test func nestsNoDeeperThanTheLimit() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    func skips(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBytes { buffer in
        var scanner = JSONScanner(buffer)
        return (try? scanner.skipValue()) != nil
      }
    }
    #expect(StrictJSONTests.parse(nested(512)) != nil)
    #expect(StrictJSONTests.parse(nested(513)) == nil)
    #expect(skips(nested(512)))
    #expect(!skips(nested(513)))
    #expect(!skips(nested(1_000_000)))
  }

  /// Random documents: the whole ones must be taken, and of the damaged ones nothing that Foundation refuses.
  /// (Foundation takes some that are no JSON, such as those with a comma before a closing bracket.)
  @Test func agreesWithFoundation() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("strict JSON seed: \(seed)")
    var generator = SeededRandom(seed: seed)
    var accepted = 0
    for round in 0..<20_000 {
      var bytes = JSONMaker.document(&generator)
      if round % 3 != 0 { JSONMaker.damage(&bytes, &generator) }
      // Foundation guesses other encodings from zero bytes.
      if bytes.prefix(4).contains(0) || bytes.isEmpty || bytes.first ?? 0 >= 0xEF { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if JSONMaker.hasLongExponent(text) { continue }
      let theirs = try? JSONDecoder().decode(AnyJSON.self, from: Data(bytes))
      let ours = StrictJSONTests.parse(bytes)
      if round % 3 == 0 { try #require(ours != nil, "seed \(seed), round \(round): \(text)") }
      try #require(ours == nil || theirs != nil, "seed \(seed), round \(round): \(text.debugDescription)")
      if let ours, let theirs {
        accepted += 1
        try #require(theirs.agrees(ours), "seed \(seed), round \(round): \(text)")
      }
    }
    #expect(accepted > 6_000)
  }
}
