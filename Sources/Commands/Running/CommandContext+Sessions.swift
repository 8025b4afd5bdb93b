import PBXClient

extension CommandContext {
  private enum News: Sendable {
    case notice(PBXNotice)
    case trace(PBXTrace)
  }

  /// Runs `body` with a session of that configuration, and closes it whatever happens. What the session has to
  /// tell is told in its order, all of it before this returns.
  func withSession<Result: Sendable>(
    _ configuration: PBXConfiguration, traces: Bool,
    _ body: @escaping @Sendable (PBXSession) async throws -> Result
  ) async throws -> Result {
    var configuration = configuration
    if case .anything = configuration.trust, configuration.address.scheme == "https" {
      await warn(
        "the certificate of \(configuration.address.name) is not verified: who stands in between can read and "
          + "change what is sent; `rateql trust \(configuration.address.authority)` does better")
    }
    let (news, feed) = AsyncStream.makeStream(of: News.self)
    configuration.notice = { feed.yield(.notice($0)) }
    if traces { configuration.trace = { feed.yield(.trace($0)) } }
    let session = try PBXSession(configuration)
    // Not a part of what a signal cancels: what led to the end is told too.
    let teller = Task {
      for await one in news {
        switch one {
        case .notice(let notice): await note("\(notice)")
        case .trace(let trace): await tell(trace)
        }
      }
    }
    func close() async {
      await session.shutdown()
      feed.finish()
      await teller.value
    }
    do {
      let result = try await interrupts.run { try await body(session) }
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  private func tell(_ trace: PBXTrace) async {
    let text = TraceText.draw(trace)
    guard diagnostics == .text else { return await note(text) }
    try? await messages.write(text + "\n")
    try? await messages.flush()
  }
}
