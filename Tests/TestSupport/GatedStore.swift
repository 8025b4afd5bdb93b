package import RateQL

/// The sample table behind a gate: the first read waits until it is opened.
package final class GatedStore: StoreInFront {
  package let name = "gated"
  package let concurrency = 4
  package let inner = ListingStore()
  private let entered: @Sendable () -> Void
  private let gate: AsyncStream<Void>
  private let opener: AsyncStream<Void>.Continuation

  /// - Parameter entered: is called when somebody waits.
  package init(entered: @escaping @Sendable () -> Void) {
    self.entered = entered
    (gate, opener) = AsyncStream<Void>.makeStream()
  }

  /// Lets everybody through from here on.
  package func open() { opener.finish() }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    entered()
    for await _ in gate {}
    try await inner.scan(request, deliver: deliver)
  }
}
