/// Numbers as 64-bit integers at one scale: exact, eight bytes a row.
public struct FixedColumn: Sendable {
  public enum Kind: Sendable, Hashable {
    case number, percent, duration
  }

  public let kind: Kind
  /// Digits after the point that every value keeps.
  public let scale: Int
  /// Each value × 10^scale; 0 where the row is null.
  public private(set) var values: [Int64] = []
  package private(set) var nulls = NullMask()

  public init(kind: Kind, scale: Int) {
    self.kind = kind
    self.scale = scale
  }

  package init(kind: Kind, scale: Int, values: [Int64], nulls: NullMask = NullMask()) {
    self.kind = kind
    self.scale = scale
    self.values = values
    self.nulls = nulls
  }

  public func isNull(_ row: Int) -> Bool { nulls[row] }

  public subscript(row: Int) -> Value {
    guard !nulls[row] else { return .null }
    let number = ExactDecimal(fixed: values[row], scale: scale)
    return switch kind {
    case .number: .number(number)
    case .percent: .percent(number)
    case .duration: .duration(number)
    }
  }

  /// Adds a value already at the column's scale.
  public mutating func append(fixed value: Int64) { values.append(value) }

  public mutating func appendNull() {
    nulls.insert(values.count)
    values.append(0)
  }

  /// Adds a value if it is of the column's kind and exact at its scale; false leaves the column alone.
  package mutating func append(_ value: Value) -> Bool {
    switch (value, kind) {
    case (.null, _):
      appendNull()
      return true
    case (.number(let number), .number), (.percent(let number), .percent),
      (.duration(let number), .duration):
      guard let fixed = number.fixed(scale: scale) else { return false }
      values.append(fixed)
      return true
    default:
      return false
    }
  }

  package mutating func append(_ other: FixedColumn) {
    nulls.append(other.nulls, after: values.count)
    values.append(contentsOf: other.values)
  }

  package func gathered(_ rows: [Int32]) -> FixedColumn {
    FixedColumn(
      kind: kind, scale: scale, values: rows.map { values[Int($0)] }, nulls: nulls.gathered(rows))
  }
}

/// Which rows of a column are null; free where none is.
package struct NullMask: Sendable {
  private var words: [UInt64] = []

  package init() {}

  package var isEmpty: Bool { words.isEmpty }

  package subscript(row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
  }

  /// The rows that are null, in order.
  package func rows(below count: Int) -> [Int] {
    var rows: [Int] = []
    for (index, word) in words.enumerated() where word != 0 {
      for bit in 0..<64 where word & (1 << UInt64(bit)) != 0 && index * 64 + bit < count {
        rows.append(index * 64 + bit)
      }
    }
    return rows
  }

  package mutating func insert(_ row: Int) {
    while words.count <= row >> 6 { words.append(0) }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  package mutating func append(_ other: NullMask, after count: Int) {
    for (index, word) in other.words.enumerated() where word != 0 {
      for bit in 0..<64 where word & (1 << UInt64(bit)) != 0 { insert(count + index * 64 + bit) }
    }
  }

  package func gathered(_ rows: [Int32]) -> NullMask {
    var result = NullMask()
    guard !isEmpty else { return result }
    for (index, row) in rows.enumerated() where self[Int(row)] { result.insert(index) }
    return result
  }
}
