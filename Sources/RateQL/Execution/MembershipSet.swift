/// The elements of a constant list, for `in` over many rows.
struct MembershipSet {
  private var numbers: Set<ExactDecimal> = []
  private var texts: Set<[UInt8]> = []
  private var others: [Value] = []
  private var hasNull = false

  init(_ elements: [Value]) {
    for element in elements {
      switch element {
      case .null: hasNull = true
      case .number(let number), .percent(let number), .duration(let number): numbers.insert(number)
      case .text(let text), .symbol(let text): texts.insert(Array(text.utf8))
      default: others.append(element)
      }
    }
  }

  /// Whether the value is in the list; null where that is not known. The list is of the value's type.
  private func contains(_ value: Value) -> Value {
    let found =
      switch value {
      case .null: false
      case .number(let number), .percent(let number), .duration(let number): numbers.contains(number)
      case .text(let text), .symbol(let text): texts.contains(Array(text.utf8))
      default: others.contains { ValueOrder.compare(value, $0) == 0 }
      }
    if found { return .bool(true) }
    return value.isNull || hasNull ? .null : .bool(false)
  }

  func test(_ column: Column, negated: Bool) -> Column {
    let codes = (0..<column.count).map { row in
      let member = contains(column[row])
      return Truth.code(negated ? Truth.not(member) : member)
    }
    return .truth(TruthColumn(codes: codes))
  }
}
