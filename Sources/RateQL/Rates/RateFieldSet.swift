/// Some fields of a rate, walked in the order of ``RateField``'s table.
///
/// Records are compared often, and each comparison tells one of these: it takes no memory but its own two bytes.
public struct RateFieldSet: SetAlgebra, Sequence, Sendable, Hashable {
  /// One bit for each field, by its place in the table.
  @usableFromInline
  var bits: UInt16

  @inlinable
  init(bits: UInt16) { self.bits = bits }

  @inlinable
  public init() { bits = 0 }

  public static let listed = RateFieldSet(RateField.listed)
  public static let writable = RateFieldSet(RateField.writable)

  @inlinable
  static func bit(_ field: RateField) -> UInt16 { 1 << UInt16(field.rawValue) }

  @inlinable
  public func contains(_ field: RateField) -> Bool { bits & RateFieldSet.bit(field) != 0 }

  @inlinable
  public var isEmpty: Bool { bits == 0 }
  public var count: Int { bits.nonzeroBitCount }

  @inlinable
  @discardableResult
  public mutating func insert(_ field: RateField) -> (inserted: Bool, memberAfterInsert: RateField) {
    let inserted = !contains(field)
    bits |= RateFieldSet.bit(field)
    return (inserted, field)
  }

  @discardableResult
  public mutating func update(with field: RateField) -> RateField? { insert(field).inserted ? nil : field }

  @discardableResult
  public mutating func remove(_ field: RateField) -> RateField? {
    guard contains(field) else { return nil }
    bits &= ~RateFieldSet.bit(field)
    return field
  }

  public func union(_ other: RateFieldSet) -> RateFieldSet { RateFieldSet(bits: bits | other.bits) }
  public func intersection(_ other: RateFieldSet) -> RateFieldSet { RateFieldSet(bits: bits & other.bits) }
  public func symmetricDifference(_ other: RateFieldSet) -> RateFieldSet {
    RateFieldSet(bits: bits ^ other.bits)
  }

  public mutating func formUnion(_ other: RateFieldSet) { bits |= other.bits }
  public mutating func formIntersection(_ other: RateFieldSet) { bits &= other.bits }
  public mutating func formSymmetricDifference(_ other: RateFieldSet) { bits ^= other.bits }

  public func filter(_ isIncluded: (RateField) throws -> Bool) rethrows -> RateFieldSet {
    var fields = RateFieldSet()
    for field in self where try isIncluded(field) { fields.insert(field) }
    return fields
  }

  public struct Iterator: IteratorProtocol {
    fileprivate var bits: UInt16

    public mutating func next() -> RateField? {
      guard let field = RateField(rawValue: bits.trailingZeroBitCount) else { return nil }
      bits &= bits - 1
      return field
    }
  }

  public func makeIterator() -> Iterator { Iterator(bits: bits) }
  public var underestimatedCount: Int { count }
}

extension RateFieldSet: CustomStringConvertible {
  /// `[price_1, price_n]`
  public var description: String { "[" + map(\.name).joined(separator: ", ") + "]" }
}
