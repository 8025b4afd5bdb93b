import Foundation
import RateQL
import TestSupport
import Testing

@testable import Commands

/// What is saved is loaded the same, in every format.
@Suite("Saved tables, loaded again")
struct SaveLoadTests {
  private static let alphabet: [String] = [
    "a", "Z", "7", "0", "-", "+", ".", "%", "e", ",", ";", "\t", "\"", "'", "\n", "\r", "\r\n", " ", "é",
    "\u{301}", "\u{2028}", "\u{85}", "\u{A0}", "\u{600}", "\u{200D}", "中", "😀", "\u{FEFF}", "\u{B}", "\\",
    "\u{1}", "\u{7F}", "=", "{", "true", "null",
  ]

  private static func text(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
      .joined()
  }

  private static func value(_ type: ValueType, _ random: inout SeededRandom) -> Value {
    guard Int.random(in: 0..<5, using: &random) > 0 else { return .null }
    let digits = Int128(Int64.random(in: -99_999_999...99_999_999, using: &random))
    switch type {
    case .int: return .number(ExactDecimal(digits))
    case .percent:
      return .percent(ExactDecimal(significand: digits, scale: Int.random(in: 0...9, using: &random)))
    case .symbol(let kind): return .symbol(kind.names.randomElement(using: &random) ?? "LOCAL")
    case .bool: return .bool(Bool.random(using: &random))
    case .text: return .text(text(&random))
    default:
      return .number(ExactDecimal(significand: digits, scale: Int.random(in: 0...12, using: &random)))
    }
  }

  private static func columns(_ random: inout SeededRandom) -> [ResultColumn] {
    let fields = RateField.allCases.filter { _ in Bool.random(using: &random) }
    let others: [ValueType] = [.int, .decimal, .bool, .text, .text]
    return fields.map { ResultColumn(name: $0.name, type: $0.type) }
      + others.enumerated().map { ResultColumn(name: "\($0) \(text(&random))|", type: $1) }
  }

  /// A value as it comes back: a blank text is null, and a key is told without the blanks around it.
  private func expected(_ value: Value, _ column: ResultColumn) -> Value {
    guard case .text(let text) = value else { return value }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .null }
    guard let field = RateField(name: column.name), field != .description else { return value }
    return .text(trimmed(text))
  }

  private func trimmed(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    let kept = scalars.drop(while: \.properties.isWhitespace)
    return String(String.UnicodeScalarView(kept))
  }

  /// Strings compare by canonical equivalence; here every byte counts.
  private func bytes(_ value: Value) -> [UInt8]? {
    if case .text(let text) = value { Array(text.utf8) } else { nil }
  }

  @Test("random tables", arguments: 1...25)
  func roundTrip(_ seed: UInt64) async throws {
    let shop = Workshop()
    var random = SeededRandom(seed: seed)
    for ending in ["csv", "tsv", "json", "ndjson"] {
      let columns = SaveLoadTests.columns(&random)
      let rows = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        columns.map { SaveLoadTests.value($0.type, &random) }
      }
      let file = try shop.files().save("t.\(ending)", replacing: true)
      try await file.begin(columns)
      try await file.rows(columns.indices.map { place in .values(rows.map { $0[place] }) }, count: rows.count)
      try await file.publish()
      let table = try shop.files().load("t.\(ending)")
      #expect(table.lines.count == rows.count, "seed \(seed), \(ending)")
      for (place, column) in columns.enumerated() {
        let name = trimmed(column.name)
        #expect(table.columns[place].name == name, "seed \(seed), \(ending)")
        // A text that happens to look like numbers throughout is taken for them: see below.
        guard column.type != .text || RateField(name: name) != nil || table.columns[place].type == .text
        else { continue }
        for (row, values) in rows.enumerated() {
          let (value, wanted) = (table.values[place][row], expected(values[place], column))
          #expect(
            value == wanted && bytes(value) == bytes(wanted),
            "seed \(seed), \(ending), row \(row), column \(name)")
        }
      }
    }
  }

  @Test("in CSV a text that looks like a number comes back as one; in JSON it stays a text")
  func lookalikes() async throws {
    let shop = Workshop()
    for (ending, value) in [("csv", Value.number(ExactDecimal(12))), ("json", .text("12"))] {
      let file = try shop.files().save("t.\(ending)", replacing: false)
      try await file.begin([ResultColumn(name: "x", type: .text)])
      try await file.rows([.values([.text("12")])], count: 1)
      try await file.publish()
      #expect(try shop.files().load("t.\(ending)").values[0][0] == value)
    }
  }
}
