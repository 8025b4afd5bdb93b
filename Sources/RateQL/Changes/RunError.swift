/// Why a run stopped.
public enum RunError: Error, Sendable {
  /// Something about the program and its data: it has a place in the source.
  case failed(Diagnostic)
  /// An `assert` does not hold.
  case assertion(Diagnostic)
  /// The plan breaks rules of the API; nothing was written.
  case invalidPlan([PlanFault])
  case store(StoreError)
  /// The run used more than its ``RunLimits`` allow; the diagnostic has the place of the statement that was
  /// running.
  case limit(RunLimits.Kind, Diagnostic)
  /// The task was cancelled.
  case cancelled
  /// The place that the results went to is closed (`| head`).
  case outputClosed
}

/// A planned change that the API would not take.
public struct PlanFault: Sendable, Hashable {
  /// What names the rate: its prefix and id.
  public var rate: String
  public var field: RateField?
  public var problem: String

  package init(rate: String, field: RateField?, problem: String) {
    self.rate = rate
    self.field = field
    self.problem = problem
  }
}
