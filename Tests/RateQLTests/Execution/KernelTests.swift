import TestSupport
import Testing

@testable import RateQL

/// The quick ways over whole columns against the plain way, value by value.
@Suite("Column kernels")
struct KernelTests {
  private static let seed: UInt64 = 90_125

  @Test("give what the operators give for each row")
  func sameAsPlain() throws {
    var random = SeededRandom(seed: KernelTests.seed)
    let operations: [BinaryOperator] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .startswith, .endswith, .contains,
      .covers,
    ]
    for _ in 0..<3_000 {
      let (column, constant) = KernelTests.pair(&random)
      let operation = operations.randomElement(using: &random) ?? .equal
      let wide = Column.constant(constant, count: column.count)
      for (a, b) in [(column, wide), (wide, column)] {
        guard let quick = Kernel.apply(operation, a, b) else { continue }
        for row in 0..<column.count {
          let plain = try Operation.apply(operation, a[row], b[row], at: Span(0, 0))
          #expect(quick[row] == plain, "\(operation) \(a[row]) \(b[row]), seed \(KernelTests.seed)")
        }
      }
    }
  }

  private static func pair(_ random: inout SeededRandom) -> (Column, Value) {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let kind = [FixedColumn.Kind.number, .percent, .duration].randomElement(using: &random) ?? .number
      var column = FixedColumn(kind: kind, scale: 5)
      for _ in 0..<20 {
        if Int.random(in: 0..<6, using: &random) == 0 {
          column.appendNull()
        } else {
          column.append(fixed: Int64.random(in: -5...5, using: &random) * 50_000)
        }
      }
      let number = ExactDecimal(
        fixed: Int64.random(in: -500...500, using: &random), scale: Int.random(in: 0...7, using: &random))
      let value: Value =
        switch kind {
        case .number: .number(number)
        case .percent: .percent(number)
        case .duration: .duration(number)
        }
      return (.fixed(column), value)
    case 1:
      var column = TextColumn()
      for _ in 0..<20 {
        if Int.random(in: 0..<6, using: &random) == 0 {
          column.appendNull()
        } else {
          column.append(text(&random))
        }
      }
      return (.text(column), .text(text(&random)))
    default:
      var column = SymbolColumn()
      let names = ["MOBILE", "LOCAL", "ODD"]
      for _ in 0..<20 {
        let name = names.randomElement(using: &random) ?? ""
        column.append(Int.random(in: 0..<6, using: &random) == 0 ? .null : .symbol(name))
      }
      return (.symbol(column), .symbol((names + ["NATIONAL"]).randomElement(using: &random) ?? ""))
    }
  }

  private static func text(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      ["4", "7", "é", "日"].randomElement(using: &random) ?? ""
    }.joined()
  }
}
