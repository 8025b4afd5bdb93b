/// One call rate, whole, as it is compared and written.
///
/// A field is a value, null where the server says null, or not known at all: a list leaves `connect_fee`
/// out, and what is not known is never taken for 0.
public struct RateRecord: Sendable, Hashable {
  private var values: [Value?]
  /// What the server sent besides the contract's fields, as the JSON text it sent; it goes back unchanged.
  public var extras: [Extra]

  public struct Extra: Sendable, Hashable {
    public var name: String
    public var json: String

    public init(name: String, json: String) {
      self.name = name
      self.json = json
    }
  }

  public init(extras: [Extra] = []) {
    values = Array(repeating: nil, count: RateField.allCases.count)
    self.extras = extras
  }

  /// The field's value; nil where it is not known.
  public subscript(field: RateField) -> Value? {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// The fields that are known, be it as null.
  package var knownFields: RateFieldSet {
    var fields = RateFieldSet()
    values.withUnsafeBufferPointer { values in
      for field in RateField.allCases where values[field.rawValue] != nil { fields.insert(field) }
    }
    return fields
  }

  public var id: String? { self[.id]?.string }
  public var prefix: String? { self[.prefix]?.string }

  /// The fields known here and there whose values differ. The id is not compared; a blank description is
  /// the same as none, since servers give one for the other.
  public func differences(from other: RateRecord) -> [RateField] {
    unequalFields(other).filter { field in
      guard field.isWritable, let mine = self[field], let theirs = other[field] else { return false }
      return field != .description || !mine.isBlank || !theirs.isBlank
    }
  }

  /// The fields that are not the same here and there, be it that only one of them is known.
  package func unequalFields(_ other: RateRecord) -> RateFieldSet {
    var fields = RateFieldSet()
    // By reference: to copy every value costs more than to compare it.
    values.withUnsafeBufferPointer { mine in
      other.values.withUnsafeBufferPointer { theirs in
        for field in RateField.allCases where mine[field.rawValue] != theirs[field.rawValue] {
          fields.insert(field)
        }
      }
    }
    return fields
  }
}

extension Value {
  fileprivate var isBlank: Bool { self == .null || self == .text("") }
}

/// The tenant's billing settings.
public struct BillingSettings: Sendable, Hashable {
  public var enabled: Bool
  /// `TENANT` or `USER`.
  public var account: String
  /// `OFFLINE` or `ONLINE`.
  public var type: String

  public init(enabled: Bool, account: String, type: String) {
    self.enabled = enabled
    self.account = account
    self.type = type
  }

  package subscript(field: BillingField) -> Value {
    get {
      switch field {
      case .enabled: .bool(enabled)
      case .account: .symbol(account)
      case .type: .symbol(type)
      }
    }
    set {
      switch (field, newValue) {
      case (.enabled, .bool(let value)): enabled = value
      case (.account, .symbol(let value)): account = value
      case (.type, .symbol(let value)): type = value
      default: break
      }
    }
  }
}
