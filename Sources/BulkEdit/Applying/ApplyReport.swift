package import RateQL

/// What became of one planned change.
package enum ChangeOutcome: Sendable, Hashable {
  /// Written; the id is the server's (a new one for a create).
  case applied(id: String)
  /// The rate is not as it was when the change was planned: left alone.
  case drifted(current: RateRecord, fields: [RateField])
  /// The rate is not there any more.
  case gone
  /// The server said no, or the request could not be made; nothing was written.
  case failed(StoreError)
  /// The answer was lost and reading back did not settle it.
  case uncertain(String)
  /// Not begun, for the reason given.
  case notTried(String)
}

package struct ChangeResult: Sendable {
  package let change: Change
  package let outcome: ChangeOutcome
}

/// What applying a plan did, change by change.
package struct ApplyReport: Sendable {
  package internal(set) var results: [ChangeResult] = []
  /// Nil where the plan has no billing change.
  package internal(set) var billing: BillingOutcome?
  /// The user stopped it; what was under way was finished.
  package internal(set) var wasInterrupted = false

  package enum BillingOutcome: Sendable, Hashable {
    case applied
    case drifted(current: BillingSettings)
    case failed(StoreError)
    case notTried(String)
  }

  package var appliedCount: Int {
    results.count { if case .applied = $0.outcome { true } else { false } }
      + (billing == .applied ? 1 : 0)
  }

  package var problems: [ChangeResult] {
    results.filter { if case .applied = $0.outcome { false } else { true } }
  }

  package var isComplete: Bool { problems.isEmpty && (billing == nil || billing == .applied) }

  /// The first error that says who may write at all: signed out, not allowed, not reached.
  package var stoppingError: StoreError? {
    for result in results {
      if case .failed(let error) = result.outcome, error.stopsEverything { return error }
    }
    if case .failed(let error) = billing, error.stopsEverything { return error }
    return nil
  }
}

extension StoreError {
  /// Other requests would fare no better.
  package var stopsEverything: Bool {
    switch self {
    case .unreachable, .notSignedIn, .notAllowed: true
    case .uncertain, .refused, .badAnswer: false
    }
  }
}
