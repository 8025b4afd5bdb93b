package import RateQL

/// A store that never answers: it waits until its task is cancelled.
package struct WaitingStore: RateStore {
  package let name = "waiting"
  package let concurrency = 4
  private let entered: @Sendable () -> Void
  private let failure: any Error

  /// - Parameters:
  ///   - failure: what it throws once it is cancelled.
  ///   - entered: is called when somebody waits.
  package init(
    throwing failure: any Error = CancellationError(), entered: @escaping @Sendable () -> Void = {}
  ) {
    self.entered = entered
    self.failure = failure
  }

  private func wait() async throws -> Never {
    entered()
    // Nothing is ever sent: the stream ends when the task is cancelled.
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    for await _ in stream {}
    continuation.finish()
    throw failure
  }

  package var capabilities: StoreCapabilities { .none }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    try await wait()
  }

  package func rate(id: String) async throws -> RateRecord? { try await wait() }
  package func create(_ record: RateRecord) async throws -> String { try await wait() }
  package func update(id: String, to record: RateRecord) async throws { try await wait() }
  package func delete(id: String) async throws { try await wait() }
  package func billing() async throws -> BillingSettings { try await wait() }
  package func setBilling(_ settings: BillingSettings) async throws { try await wait() }
}
