import RateQL

/// Tries on purpose, and without writing, everything that a session relies on a server for.
package struct ServerExamination: Sendable {
  /// The most requests at a time that the server's speed is tried with; the session must have as many
  /// connections.
  package static let mostConnections = 32

  let session: PBXSession
  let configuration: PBXConfiguration
  /// How long the speed is measured for each number of connections.
  let patience: Duration
  let progress: @Sendable (ServerReport.Part) async -> Void
  var report: ServerReport

  /// - Parameters:
  ///   - configuration: the one that the session was made of.
  ///   - patience: how long the speed is measured for each number of connections.
  ///   - progress: told of each part as it begins.
  package init(
    _ session: PBXSession, _ configuration: PBXConfiguration, patience: Duration = .milliseconds(600),
    progress: @escaping @Sendable (ServerReport.Part) async -> Void = { _ in }
  ) {
    self.session = session
    self.configuration = configuration
    self.patience = patience
    self.progress = progress
    report = ServerReport(server: session.name)
  }

  /// Reads only. What the conditions and orders have shown is kept, as a probe's findings are.
  ///
  /// - Throws: `CancellationError`; all else is in the report.
  package func run() async throws -> ServerReport {
    var examination = self
    do {
      try await examination.examine()
    } catch let error as StoreError {
      examination.report.failure = error
    }
    examination.report.requests = session.statistics.requests
    return examination.report
  }

  private mutating func examine() async throws {
    await progress(.connection)
    try await examineCertificate()
    let first = try await examineSignIn()
    try await examineRoundTrip()
    await progress(.list)
    let sample = try await examineList(first)
    try await examineValues(sample)
    await progress(.conditions)
    let verdicts = try await session.probe(ServerTrait.all.filter(\.canBeShown))
    examineConditions(verdicts, hasRates: !sample.items.isEmpty)
    examineOrders(verdicts, hasRates: !sample.items.isEmpty)
    await progress(.speed)
    try await examineSpeed(sample)
  }

  /// Asks for something outside the operations that a session has; nil where the server has no such thing.
  func ask(_ path: String, to purpose: String) async throws -> PBXAnswer? {
    do {
      return try await session.perform(PBXRequest(method: .get, path: path, purpose: purpose))
    } catch StoreError.refused {
      return nil
    }
  }
}
