package import RateQL

/// What a plan would do, in the terms that a preview shows.
package struct PreviewModel: Sendable {
  /// The changed rates, in the plan's order.
  package var changes: [PreviewChange]
  /// How many rates the edits met and left as they are.
  package var unchanged: Int
  /// The billing settings that change; empty where none does.
  package var billing: [PreviewBillingChange]

  package init(changes: [PreviewChange], unchanged: Int = 0, billing: [PreviewBillingChange] = []) {
    self.changes = changes
    self.unchanged = unchanged
    self.billing = billing
  }

  func count(_ kind: PreviewChange.Kind) -> Int {
    changes.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) }
  }
}

/// One rate that a plan creates, updates or deletes.
package struct PreviewChange: Sendable {
  package enum Kind: String, Sendable {
    case create, update, delete
  }

  package var kind: Kind
  /// Nil where the server has not given one yet.
  package var id: String?
  /// The prefix by which the rate is known: the one it has, or the one that a create gives it.
  package var prefix: String
  /// The rate before and after; nil where there is none then.
  package var before: RateRecord?
  package var after: RateRecord?

  package init(kind: Kind, id: String?, prefix: String, before: RateRecord?, after: RateRecord?) {
    self.kind = kind
    self.id = id
    self.prefix = prefix
    self.before = before
    self.after = after
  }

  /// Every field that is known, changed or not, once.
  var fields: [PreviewField] { RateField.writable.compactMap { self[$0] } }

  /// The fields that an update changes.
  var changedFields: RateFieldSet {
    guard let before, let after else { return [] }
    return before.unequalFields(after).intersection(.writable)
  }

  subscript(field: RateField) -> PreviewField? {
    let (before, after) = (before?[field], after?[field])
    return before == nil && after == nil ? nil : PreviewField(field, before: before, after: after)
  }
}

/// A field before and after; nil where there is no rate then, or its value is not known.
package struct PreviewField: Sendable {
  package var field: RateField
  package var before: Value?
  package var after: Value?

  package init(_ field: RateField, before: Value?, after: Value?) {
    self.field = field
    self.before = before
    self.after = after
  }

  var isChanged: Bool { before != after }
}

package struct PreviewBillingChange: Sendable {
  package var field: BillingField
  package var before: Value
  package var after: Value

  package init(_ field: BillingField, before: Value, after: Value) {
    self.field = field
    self.before = before
    self.after = after
  }
}

extension RateField {
  /// Whether it is money, whose change is told in percent.
  var isPrice: Bool {
    switch self {
    case .price1, .priceN, .connectFee: true
    default: false
    }
  }
}
