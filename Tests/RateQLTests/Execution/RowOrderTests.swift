import TestSupport
import Testing

@testable import RateQL

/// The quick orders against sorting by values.
@Suite("Orders of rows")
struct RowOrderTests {
  private static let seed: UInt64 = 2_718

  @Test("are what sorting by values gives", arguments: [0, 1, 7, 40, 300, 2_000])
  func sameAsPlain(_ count: Int) {
    var random = SeededRandom(seed: RowOrderTests.seed &+ UInt64(count))
    for _ in 0..<30 {
      let keys = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        (column: RowOrderTests.column(count, &random), descending: Bool.random(using: &random))
      }
      // Some rows of the columns, in any order.
      let places = Bool.random(using: &random) ? nil : (0..<Int32(count)).map { $0 }.shuffled(using: &random)
      let order = RowOrder(
        keys.map { OrderKey(ColumnView(column: $0.column, places: places), descending: $0.descending) },
        count: count)
      let plain = (0..<Int32(count)).sorted { a, b in
        for key in keys {
          let (x, y) = (
            key.column[Int(places?[Int(a)] ?? a)], key.column[Int(places?[Int(b)] ?? b)]
          )
          let order = ValueOrder.sortOrder(x, y)
          if order != 0 { return key.descending && !x.isNull && !y.isNull ? order > 0 : order < 0 }
        }
        return a < b
      }
      for wanted in [0, 1, 5, count / 9, count / 2, count] {
        #expect(
          order.first(wanted) == Array(plain.prefix(wanted)),
          "\(wanted) of \(count), seed \(RowOrderTests.seed)")
      }
      for row in 1..<max(1, count) {
        #expect(order.compare(Int(plain[row - 1]), Int(plain[row])) <= 0)
      }
    }
  }

  /// Few different values, so that the next key matters; extreme ones, so that heads collide.
  private static func column(_ count: Int, _ random: inout SeededRandom) -> Column {
    let nulls = Bool.random(using: &random)
    func isNull(_ random: inout SeededRandom) -> Bool { nulls && Int.random(in: 0..<5, using: &random) == 0 }
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      var column = FixedColumn(kind: .number, scale: 5)
      let numbers: [Int64] = [.min, -70_000, -1, 0, 1, 5, 70_000, .max]
      for _ in 0..<count {
        if isNull(&random) {
          column.appendNull()
        } else {
          column.append(fixed: numbers.randomElement(using: &random) ?? 0)
        }
      }
      return .fixed(column)
    case 1:
      var column = TextColumn()
      let parts = ["", "4", "44", "a", "\u{0}", "abcdefg", "é"]
      for _ in 0..<count {
        if isNull(&random) {
          column.appendNull()
        } else {
          column.append((0..<3).map { _ in parts.randomElement(using: &random) ?? "" }.joined())
        }
      }
      return .text(column)
    case 2:
      var column = SymbolColumn()
      for _ in 0..<count {
        let name = ["MOBILE", "LOCAL", "ODD"].randomElement(using: &random) ?? ""
        column.append(isNull(&random) ? .null : .symbol(name))
      }
      return .symbol(column)
    case 3:
      let codes = (0..<count).map { _ in UInt8.random(in: 0...2, using: &random) }
      return .truth(TruthColumn(codes: codes))
    default:
      return .constant(.int(3), count: count)
    }
  }
}
