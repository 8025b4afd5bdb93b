package import RateQL

extension PreviewModel {
  /// What a change plan would do.
  package init(_ plan: ChangePlan) {
    self.init(
      changes: plan.changes.map(PreviewChange.init), unchanged: plan.unchangedCount,
      billing: plan.billing.map(PreviewModel.billing) ?? [])
  }

  private static func billing(_ change: BillingChange) -> [PreviewBillingChange] {
    BillingField.allCases.compactMap { field in
      let (before, after) = (change.before[field], change.after[field])
      return before == after ? nil : PreviewBillingChange(field, before: before, after: after)
    }
  }
}

extension PreviewChange {
  fileprivate init(_ change: Change) {
    let kind: Kind =
      switch change.kind {
      case .create: .create
      case .update: .update
      case .delete: .delete
      }
    self.init(
      kind: kind, id: change.id, prefix: (change.before ?? change.after)?.prefix ?? "", before: change.before,
      after: change.after)
  }
}
