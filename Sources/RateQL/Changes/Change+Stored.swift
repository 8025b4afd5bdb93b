/// For those who keep changes and bring them back: a change is made of its parts as they were.
extension Change {
  package init(
    stored id: String?, before: RateRecord?, after: RateRecord?, rounded: Set<RateField>,
    origins: [ChangeOrigin], formerID: String? = nil
  ) {
    self.init(
      id: id, before: before, after: after, rounded: rounded, origins: origins, formerID: formerID)
  }
}

extension BillingChange {
  package init(stored before: BillingSettings, to after: BillingSettings, origins: [ChangeOrigin]) {
    self.init(before: before, after: after, origins: origins)
  }
}
