/// The elements of a list, for `in`: made once for many rows where the list is the same for all.
struct MembershipSet {
  private var numbers: Set<ExactDecimal> = []
  private var texts: Set<[UInt8]> = []
  private var others: [Value] = []
  /// Whether a value that is not found may be in the list all the same.
  private var hasNull = false

  /// - Parameter list: a list; where it is null, nothing is known.
  init(_ list: Value) {
    guard case .list(let elements) = list else {
      hasNull = true
      return
    }
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

  /// `in`, or `not in` where negated.
  func test(_ value: Value, negated: Bool) -> Value {
    let member = contains(value)
    return negated ? Truth.not(member) : member
  }

  func test(_ column: Column, negated: Bool) -> Column {
    .truth(TruthColumn(codes: (0..<column.count).map { Truth.code(test(column[$0], negated: negated)) }))
  }
}
