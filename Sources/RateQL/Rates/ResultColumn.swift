/// A column of a result, with its name and type.
public struct ResultColumn: Sendable, Hashable {
  public var name: String
  public var type: ValueType
  /// A null here may be a value that the store has and does not show, as some do with `connect_fee`.
  public var mayBeUnknown: Bool

  public init(name: String, type: ValueType, mayBeUnknown: Bool = false) {
    self.name = name
    self.type = type
    self.mayBeUnknown = mayBeUnknown
  }
}
