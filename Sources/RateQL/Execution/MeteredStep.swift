/// Counts the rows that go into a step.
final class MeteredStep: Step {
  private let step: any Step
  private let budget: RunBudget

  init(_ step: any Step, _ budget: RunBudget) {
    self.step = step
    self.budget = budget
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    try budget.spend(batch.count)
    return try await step.push(batch)
  }

  func finish() async throws { try await step.finish() }
}
