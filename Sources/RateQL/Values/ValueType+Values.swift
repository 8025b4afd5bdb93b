extension ValueType {
  /// The type that a value shows by itself; nil for null and for a list that does not tell.
  ///
  /// A number without a fraction is a whole number.
  public static func of(_ value: Value) -> ValueType? {
    switch value {
    case .null: return nil
    case .number(let number): return number.isInteger ? .int : .decimal
    case .fraction: return .decimal
    case .percent: return .percent
    case .duration: return .duration
    case .date: return .date
    case .bool: return .bool
    case .text: return .text
    case .symbol(let name): return SymbolKind.lookup(name).map { .symbol($0.kind) }
    case .list(let values):
      var common = ValueType.null
      for value in values {
        guard let next = of(value).flatMap({ ValueType.common(common, $0) }) else { return nil }
        common = next
      }
      return values.isEmpty ? nil : .list(common)
    }
  }

  /// Whether the value is of this type. Null is of every type, a whole number is a decimal too.
  public func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .null): true
    case (.list(let element), .list(let values)): values.allSatisfy(element.holds)
    default: ValueType.of(value).map(takes) ?? false
    }
  }

  /// Whether a value of the other type may stand where this one is due.
  package func takes(_ other: ValueType) -> Bool {
    other == .invalid || ValueType.common(self, other) == self
  }

  /// Whether a host's value or function may have it: the types that values have.
  package var isForHosts: Bool {
    switch self {
    case .null, .regex, .invalid: false
    case .list(let element): element.isForHosts
    default: true
    }
  }
}
