import RateQL

/// The numbers of a column, gathered until their common scale is known.
struct NumberCells {
  private var numbers: [ExactDecimal?]
  private var scale = 0
  /// Whether all were written as whole numbers.
  private(set) var areWhole = true

  init(count: Int) { numbers = Array(repeating: nil, count: count) }

  mutating func set(_ row: Int, _ number: ExactDecimal, isWhole: Bool = false) {
    numbers[row] = number
    scale = max(scale, number.scale)
    if !isWhole { areWhole = false }
  }

  /// A dense column where 64 bits hold every number at one scale, else one of plain values.
  func column(_ kind: FixedColumn.Kind, minimumScale: Int) -> Column {
    // Zeros at the end must not push out digits in front.
    let needed = scale <= minimumScale ? scale : numbers.reduce(0) { max($0, $1?.fractionDigits ?? 0) }
    if let column = fixed(kind, scale: max(needed, minimumScale)) { return .fixed(column) }
    return .values(
      numbers.map { number in
        guard let number else { return .null }
        return switch kind {
        case .number: .number(number)
        case .percent: .percent(number)
        case .duration: .duration(number)
        }
      })
  }

  private func fixed(_ kind: FixedColumn.Kind, scale: Int) -> FixedColumn? {
    var values: [Int64] = []
    values.reserveCapacity(numbers.count)
    var nulls = NullMask()
    for (row, number) in numbers.enumerated() {
      guard let number else {
        nulls.insert(row)
        values.append(0)
        continue
      }
      guard let value = number.fixed(scale: scale) else { return nil }
      values.append(value)
    }
    return FixedColumn(kind: kind, scale: scale, values: values, nulls: nulls)
  }
}

extension TextColumn {
  /// Hands over each cell that is not null, until `body` says no.
  ///
  /// - Returns: whether it never did.
  func allCells(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    bytes.withUnsafeBufferPointer { all in
      for row in 0..<count where !isNull(row) {
        guard body(row, UnsafeBufferPointer(rebasing: all[range(row)])) else { return false }
      }
      return true
    }
  }

  func forEachCell(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    _ = allCells { row, cell in
      body(row, cell)
      return true
    }
  }
}
