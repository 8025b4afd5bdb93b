package import RateQL

/// One planned change with its place in the plan, by which the journal knows it.
package struct ApplyStep: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case rate(Change)
    case billing(BillingChange)
  }

  /// From 0, in the plan's order; the billing settings come last.
  package let sequence: Int
  package let kind: Kind
  /// Whether a request for it has left before, and was not found to be done nor refused: what is there by now
  /// may be its own.
  package internal(set) var wasSent: Bool

  package init(sequence: Int, kind: Kind, wasSent: Bool = false) {
    self.sequence = sequence
    self.kind = kind
    self.wasSent = wasSent
  }

  package var change: Change? {
    if case .rate(let change) = kind { change } else { nil }
  }

  /// Every change of a plan.
  package static func all(of plan: ChangePlan) -> [ApplyStep] {
    var steps = plan.changes.enumerated().map { ApplyStep(sequence: $0.offset, kind: .rate($0.element)) }
    if let billing = plan.billing {
      steps.append(ApplyStep(sequence: steps.count, kind: .billing(billing)))
    }
    return steps
  }

  /// How messages name it.
  package var label: String {
    switch kind {
    case .rate(let change): change.label
    case .billing: "the billing settings"
    }
  }
}
