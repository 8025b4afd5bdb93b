/// A column of a result, with its name and type.
public struct ResultColumn: Sendable, Hashable {
  public var name: String
  public var type: ValueType

  public init(name: String, type: ValueType) {
    self.name = name
    self.type = type
  }
}
