package import RateQL

/// What became of one planned change.
package enum ChangeOutcome: Sendable, Hashable {
  /// Written; the id is the server's (a new one for a create, empty for the billing settings).
  case applied(id: String)
  /// The rate is not as it was when the change was planned: left alone.
  case drifted(current: RateRecord, fields: [RateField])
  /// A rate that is not this run's has the prefix of one that was to be created.
  case taken(by: RateRecord)
  /// The billing settings are not as they were.
  case billingDrifted(current: BillingSettings)
  /// The rate is not there any more.
  case gone
  /// The server said no, or the request could not be made; nothing was written.
  case failed(StoreError)
  /// The answer was lost and reading back did not settle it.
  case uncertain(String)
  /// Not begun, for the reason given.
  case notTried(String)

  package var isApplied: Bool {
    if case .applied = self { true } else { false }
  }

  /// Someone else was at it.
  package var isConflict: Bool {
    switch self {
    case .drifted, .taken, .billingDrifted, .gone: true
    case .applied, .failed, .uncertain, .notTried: false
    }
  }
}

extension ChangeOutcome {
  /// The rate that somebody else made of it.
  var otherVersion: RateRecord? {
    switch self {
    case .drifted(let current, _), .taken(let current): current
    case .applied, .billingDrifted, .gone, .failed, .uncertain, .notTried: nil
    }
  }
}

package struct ApplyResult: Sendable {
  package let step: ApplyStep
  package let outcome: ChangeOutcome

  package init(step: ApplyStep, outcome: ChangeOutcome) {
    self.step = step
    self.outcome = outcome
  }
}

/// What applying a plan did, change by change.
package struct ApplyReport: Sendable {
  package internal(set) var results: [ApplyResult] = []
  /// The user stopped it; what was under way was finished.
  package internal(set) var wasInterrupted = false
  /// Why the journal could not be kept, or not to its end.
  package internal(set) var journalFailure: String?

  package init() {}

  package var appliedCount: Int { results.count(where: \.outcome.isApplied) }
  package var problems: [ApplyResult] { results.filter { !$0.outcome.isApplied } }
  package var conflicts: [ApplyResult] { results.filter(\.outcome.isConflict) }
  package var isComplete: Bool { results.allSatisfy(\.outcome.isApplied) }

  /// Whether a change may still be found to be written: reading back did not settle it.
  package var isInDoubt: Bool {
    results.contains { if case .uncertain = $0.outcome { true } else { false } }
  }

  /// The first error that says who may write at all: signed out, not allowed, not reached.
  package var stoppingError: StoreError? {
    for result in results {
      if case .failed(let error) = result.outcome, error.stopsEverything { return error }
    }
    return nil
  }
}

extension StoreError {
  /// Other requests would fare no better.
  package var stopsEverything: Bool {
    switch self {
    case .unreachable, .busy, .unasked, .notSignedIn, .notAllowed: true
    case .uncertain, .refused, .badAnswer: false
    }
  }
}
