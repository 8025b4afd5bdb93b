/// One planned change of one rate, whole.
public struct Change: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case create, update, delete
  }

  /// The rate's id; nil for one that is to be created.
  public var id: String?
  /// The rate as it was read; nil for one that is to be created.
  public var before: RateRecord?
  /// The rate as it shall be; nil for one that is to be deleted.
  public var after: RateRecord?
  /// Fields whose value lost digits on its way into the API's five.
  public var rounded: Set<RateField> = []
  /// The statements that had a part in it, in the order in which they ran.
  public var origins: [ChangeOrigin]
  /// Where this brings a deleted rate back: the id that it had, by which older runs know it.
  package var formerID: String?

  package init(
    id: String?, before: RateRecord?, after: RateRecord?, rounded: Set<RateField> = [],
    origins: [ChangeOrigin], formerID: String? = nil
  ) {
    self.id = id
    self.before = before
    self.after = after
    self.rounded = rounded
    self.origins = origins
    self.formerID = formerID
  }

  public var kind: Kind { before == nil ? .create : (after == nil ? .delete : .update) }

  /// The fields that an update changes; all known ones otherwise.
  public var changedFields: [RateField] {
    guard let before, let after else {
      return RateField.writable.filter { (after ?? before)?[$0] != nil }
    }
    return RateField.writable.filter { field in
      guard let new = after[field] else { return false }
      return before[field] != new
    }
  }

  /// How messages name the rate.
  public var label: String {
    let prefix = (before ?? after)?.prefix ?? "?"
    return id.map { "rate \(prefix) (id \($0))" } ?? "new rate \(prefix)"
  }
}

/// A planned change of the billing settings.
public struct BillingChange: Sendable, Hashable {
  public var before: BillingSettings
  public var after: BillingSettings
  /// The statements that had a part in it.
  public var origins: [ChangeOrigin]

  package init(before: BillingSettings, after: BillingSettings, origins: [ChangeOrigin]) {
    self.before = before
    self.after = after
    self.origins = origins
  }
}
