/// One planned change of one rate, whole.
public struct Change: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case create, update, delete
  }

  /// Boxed: plans are walked and handed on often, and a change is large.
  private final class Parts: Sendable, Hashable {
    let id: String?
    let before: RateRecord?
    let after: RateRecord?
    let rounded: RateFieldSet
    let origins: [ChangeOrigin]
    let formerID: String?

    init(
      _ id: String?, _ before: RateRecord?, _ after: RateRecord?, _ rounded: RateFieldSet,
      _ origins: [ChangeOrigin], _ formerID: String?
    ) {
      self.id = id
      self.before = before
      self.after = after
      self.rounded = rounded
      self.origins = origins
      self.formerID = formerID
    }

    static func == (a: Parts, b: Parts) -> Bool {
      a === b
        || a.id == b.id && a.before == b.before && a.after == b.after && a.rounded == b.rounded
          && a.origins == b.origins && a.formerID == b.formerID
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(id)
      hasher.combine(before)
      hasher.combine(after)
    }
  }

  private var parts: Parts

  /// The rate's id; nil for one that is to be created.
  public var id: String? {
    get { parts.id }
    set { parts = Parts(newValue, before, after, rounded, origins, formerID) }
  }

  /// The rate as it was read; nil for one that is to be created.
  public var before: RateRecord? {
    get { parts.before }
    set { parts = Parts(id, newValue, after, rounded, origins, formerID) }
  }

  /// The rate as it shall be; nil for one that is to be deleted.
  public var after: RateRecord? {
    get { parts.after }
    set { parts = Parts(id, before, newValue, rounded, origins, formerID) }
  }

  /// Fields whose value lost digits on its way into the API's five.
  public var rounded: RateFieldSet {
    get { parts.rounded }
    set { parts = Parts(id, before, after, newValue, origins, formerID) }
  }

  /// The statements that had a part in it, in the order in which they ran.
  public var origins: [ChangeOrigin] {
    get { parts.origins }
    set { parts = Parts(id, before, after, rounded, newValue, formerID) }
  }

  /// Where this brings a deleted rate back: the id that it had, by which older runs know it.
  package var formerID: String? {
    get { parts.formerID }
    set { parts = Parts(id, before, after, rounded, origins, newValue) }
  }

  package init(
    id: String?, before: RateRecord?, after: RateRecord?, rounded: RateFieldSet = [],
    origins: [ChangeOrigin], formerID: String? = nil
  ) {
    parts = Parts(id, before, after, rounded, origins, formerID)
  }

  public var kind: Kind { before == nil ? .create : (after == nil ? .delete : .update) }

  /// The fields that an update changes; all known ones otherwise.
  public var changedFields: RateFieldSet {
    let known = (after ?? before)?.knownFields.intersection(.writable) ?? []
    guard let before, let after else { return known }
    return before.unequalFields(after).intersection(known)
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
