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

  @Test("choose the rows for which the operators are true")
  func sameRows() throws {
    var random = SeededRandom(seed: KernelTests.seed)
    let operations: [BinaryOperator] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .startswith, .endswith, .contains,
      .covers,
    ]
    var tested = 0
    for _ in 0..<3_000 {
      let (column, constant) = KernelTests.pair(&random)
      let operation = operations.randomElement(using: &random) ?? .equal
      guard let test = ColumnTest(operation, column, constant) else { continue }
      tested += 1
      let some = (0..<Int32(column.count)).filter { _ in Bool.random(using: &random) }.shuffled(
        using: &random)
      for rows in [nil, some] {
        let plain = try (rows ?? (0..<Int32(column.count)).map { $0 }).filter { row in
          try Operation.apply(operation, column[Int(row)], constant, at: Span(0, 0)) == .bool(true)
        }
        #expect(test.chosen(among: rows) == plain, "\(operation) \(constant), seed \(KernelTests.seed)")
      }
    }
    #expect(tested > 1_000)
  }

  @Test("know between and in")
  func betweenAndIn() throws {
    var random = SeededRandom(seed: KernelTests.seed)
    var tested = 0
    for _ in 0..<2_000 {
      let (column, low) = KernelTests.pair(&random)
      let (_, high) = KernelTests.pair(&random)
      let negated = Bool.random(using: &random)
      if let test = ColumnTest(column, from: low, to: high, negated: negated) {
        tested += 1
        let plain = (0..<column.count).map { row in
          let inside = Truth.and(
            Operation.compare(.greaterOrEqual, column[row], low),
            Operation.compare(.lessOrEqual, column[row], high))
          return negated ? Truth.not(inside) : inside
        }
        #expect((0..<column.count).map { test.truth[$0] } == plain, "\(low) \(high)")
      }
      let list = Value.list([low, .symbol("LOCAL")])
      if let test = ColumnTest(column, in: list, negated: negated) {
        tested += 1
        let plain = (0..<column.count).map { MembershipSet(list).test(column[$0], negated: negated) }
        #expect((0..<column.count).map { test.truth[$0] } == plain, "\(list)")
      }
    }
    #expect(tested > 300)
  }

  @Test(
    "hold at the ends of 64 bits",
    arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max] as [Int64],
    [BinaryOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual])
  func ends(_ bound: Int64, _ operation: BinaryOperator) throws {
    let values: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    let column = Column.fixed(FixedColumn(kind: .number, scale: 5, values: values))
    let exact = ExactDecimal(fixed: bound, scale: 5)
    for shift in ["0", "0.000001", "-0.000001"] {
      let value = Value.number(try exact.adding(ExactDecimal(shift) ?? .zero))
      guard let test = ColumnTest(operation, column, value) else { continue }
      for row in values.indices {
        let plain = try Operation.apply(operation, column[row], value, at: Span(0, 0))
        #expect(test.truth[row] == plain, "\(column[row]) \(operation) \(value)")
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
