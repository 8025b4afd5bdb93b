import RateQL
import Rendering
import TestSupport
import Testing

struct TableWidthTests {
  @Test("no line of a table is wider than the terminal, and each row is one line", arguments: 1...60)
  func neverTooWide(_ seed: UInt64) async throws {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<8 {
      let width = Int.random(in: 2...90, using: &generator)
      let types: [ValueType] = [.text, .int, .decimal, .percent, .duration, .bool, .symbol(.rateType)]
      let columns = (0..<Int.random(in: 1...9, using: &generator)).map { index in
        (
          NastyText.make(&generator, upTo: 3) + "c\(index)",
          types.randomElement(using: &generator) ?? .text
        )
      }
      let rows = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        columns.map { value(of: $0.1, &generator) }
      }
      let settings = RenderSettings(width: width, sampleRows: Int.random(in: 1...25, using: &generator))
      let text = try await render(.table, columns, rows, settings)
      let lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false).dropLast()
      let widest = lines.max { DisplayWidth.of(String($0)) < DisplayWidth.of(String($1)) } ?? ""
      #expect(DisplayWidth.of(String(widest)) <= width, "seed \(seed), width \(width):\n\(text)")
      #expect(lines.count >= rows.count + 3, "seed \(seed), \(rows.count) rows:\n\(text)")
      let footer = lines.dropFirst(rows.count + 2).first
      #expect(footer?.first == "(", "seed \(seed), \(rows.count) rows:\n\(text)")
    }
  }

  private func value(of type: ValueType, _ generator: inout SeededRandom) -> Value {
    if Int.random(in: 0..<6, using: &generator) == 0 { return .null }
    let magnitude = Int64.random(in: Int64.min...Int64.max, using: &generator)
    let decimal = ExactDecimal(
      fixed: magnitude >> Int64.random(in: 0...62, using: &generator),
      scale: Int.random(in: 0...20, using: &generator))
    return switch type {
    case .int: .int(magnitude >> Int64.random(in: 0...62, using: &generator))
    case .decimal: .number(decimal)
    case .percent: .percent(decimal)
    case .duration: .duration(decimal)
    case .bool: .bool(magnitude > 0)
    case .symbol: .symbol(["LOCAL", "INTERNATIONAL"].randomElement(using: &generator) ?? "LOCAL")
    default: .text(NastyText.make(&generator, upTo: 12))
    }
  }
}
