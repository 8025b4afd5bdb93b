/// The order of values: numbers by size, dates by time, texts by their bytes, false before true.
package enum ValueOrder {
  /// -1, 0 or 1; nil where either is null or they can't be compared.
  package static func compare(_ a: Value, _ b: Value) -> Int? {
    switch (a, b) {
    case (.null, _), (_, .null): return nil
    case (.number(let x), .number(let y)), (.percent(let x), .percent(let y)),
      (.duration(let x), .duration(let y)):
      return x < y ? -1 : (x == y ? 0 : 1)
    case (.fraction(let x), .fraction(let y)): return ExactFraction.order(x, y)
    case (.fraction(let x), .number(let y)): return ExactFraction.order(x, ExactFraction(y))
    case (.number(let x), .fraction(let y)): return ExactFraction.order(ExactFraction(x), y)
    case (.date(let x), .date(let y)): return x < y ? -1 : (x == y ? 0 : 1)
    case (.text(let x), .text(let y)), (.symbol(let x), .symbol(let y)):
      return bytes(x.utf8, y.utf8)
    case (.bool(let x), .bool(let y)):
      return x == y ? 0 : (x ? 1 : -1)
    default:
      return nil
    }
  }

  /// The order of a sort: as ``compare(_:_:)``, nulls after everything.
  package static func sortOrder(_ a: Value, _ b: Value) -> Int {
    switch (a.isNull, b.isNull) {
    case (true, true): 0
    case (true, false): 1
    case (false, true): -1
    case (false, false): compare(a, b) ?? 0
    }
  }

  package static func bytes(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
    var (x, y) = (a.makeIterator(), b.makeIterator())
    while true {
      switch (x.next(), y.next()) {
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      case (let p?, let q?):
        if p != q { return p < q ? -1 : 1 }
      }
    }
  }
}
