package import RateQL

/// What became of the changes of a run that did not end, settled by reading back.
package struct Settlement: Sendable {
  /// The run as the journal has it.
  package let run: JournalRun
  /// Written: by the run itself, or found to be written.
  package internal(set) var done: [ApplyStep] = []
  /// How many of ``done`` were in doubt.
  package internal(set) var foundDone = 0
  /// Not written: they can be finished.
  package internal(set) var left: [ApplyStep] = []
  /// Neither as they were nor as they should be.
  package internal(set) var conflicts: [ApplyResult] = []

  package init(run: JournalRun) { self.run = run }

  /// What is left, as a plan to look at.
  package var remainder: ChangePlan {
    var billing: BillingChange?
    for step in left {
      if case .billing(let change) = step.kind { billing = change }
    }
    return ChangePlan(changes: left.compactMap(\.change), billing: billing, unchanged: 0)
  }
}
