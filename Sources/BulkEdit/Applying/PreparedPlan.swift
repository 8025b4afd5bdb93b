package import RateQL

/// A plan made ready to be carried out, which takes a moment for a large one and asks nothing of anybody: the order
/// of its writes, and what the journal keeps of it.
package struct PreparedPlan: Sendable {
  let order: WriteOrder
  let rows: PlannedRows

  /// - Throws: ``RunError`` where the changes can't be ordered, ``JournalError`` for what can't be kept.
  package init(_ plan: ChangePlan) async throws {
    let steps = ApplyStep.all(of: plan)
    // A ring of prefixes is told before there is a run.
    order = try WriteOrder(steps)
    rows = try await PlannedRows(steps.map(\.entry))
  }
}
