import Synchronization

/// What one run has used of its limits. Whoever reads rows or works something out tells it, and stops when it
/// throws.
package final class RunBudget: Sendable {
  private let limits: RunLimits
  /// How long the run has taken so far.
  let elapsed: @Sendable () -> Duration
  private let rows = Atomic(0)
  private let steps = Atomic(0)
  private let place = Mutex<Span?>(nil)
  private let phase = Atomic(Phase.running)

  /// Either the time ends a run or it comes to its end; then the other does not happen any more.
  private enum Phase: Int, AtomicRepresentable {
    case running, finished, stopped
  }

  /// So many steps go by before the clock is looked at.
  private static let stride = 256

  package convenience init(_ limits: RunLimits = .none) { self.init(limits, clock: ContinuousClock()) }

  /// The time runs from here on.
  package init(_ limits: RunLimits, clock: some Clock<Duration>) {
    self.limits = limits
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }

  /// A statement begins.
  package func begin(_ span: Span) throws(RunError) {
    place.withLock { $0 = span }
    try spend(1)
    try pulse()
  }

  /// A store or a file handed rows over.
  package func read(_ count: Int) throws(RunError) {
    let total = rows.wrappingAdd(count, ordering: .relaxed).newValue
    if let limit = limits.rows, total > limit { throw exceeded(.rows) }
    try pulse()
  }

  /// Something was worked out, or is about to be.
  package func spend(_ count: Int) throws(RunError) {
    let (old, new) = steps.wrappingAdd(count, ordering: .relaxed)
    if let limit = limits.steps, new > limit { throw exceeded(.steps) }
    if old / RunBudget.stride != new / RunBudget.stride { try pulse() }
  }

  /// Whether the run may go on: not cancelled, and in time.
  package func pulse() throws(RunError) {
    if Task.isCancelled { throw .cancelled }
    if let limit = limits.time, elapsed() >= limit { throw exceeded(.time) }
  }

  /// What ends a run that has used too much.
  package func exceeded(_ kind: RunLimits.Kind) -> RunError {
    .limit(kind, .limitExceeded(kind, limits, at: place.withLock { $0 }))
  }

  /// All holds: from here on the time does not end the run, so that files are not left half published.
  package func finish() throws(RunError) {
    try pulse()
    guard advance(to: .finished) else { throw exceeded(.time) }
  }

  /// The time is up; false where the run has come to its end already.
  package func stop() -> Bool { advance(to: .stopped) }

  private func advance(to next: Phase) -> Bool {
    phase.compareExchange(expected: .running, desired: next, ordering: .acquiringAndReleasing).exchanged
  }
}
