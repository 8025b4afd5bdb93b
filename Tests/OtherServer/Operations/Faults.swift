import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Faults that meet each so many-th request and are gone when it is made again.
final class Faults: Sendable {
  private struct State {
    var requests = 0
    var writes = 0
    /// Requests that were refused and have not been made again.
    var refused: Set<String> = []
  }

  private let state = Mutex(State())
  private let settings: OtherSettings

  init(_ settings: OtherSettings) { self.settings = settings }

  /// A refusal in place of the operation.
  func before(_ request: SeenRequest) -> Refusal? {
    guard let kind = settings.quirks.first(where: { $0.topic == .fault }) else { return nil }
    let isMet = state.withLock { state in
      let made = "\(request.method) \(request.path)?\(request.rawQuery) \(request.text)"
      if state.refused.remove(made) != nil { return false }
      state.requests += 1
      guard state.requests.isMultiple(of: max(1, settings.every)) else { return false }
      state.refused.insert(made)
      return true
    }
    guard isMet else { return nil }
    switch kind {
    case .tooManyRequests:
      return retriable(429, "TOO_MANY_REQUESTS", "ask more slowly", String(settings.retryAfter))
    case .tooManyRequestsUntil:
      let date = Date(timeIntervalSinceNow: Double(settings.retryAfter))
      return retriable(429, "TOO_MANY_REQUESTS", "ask more slowly", HTTPDate.text(date))
    case .unavailable:
      return retriable(503, "BUSY", "the server is busy for a moment", String(settings.retryAfter))
    case .badGateway: return Refusal(502, "Bad Gateway", "the server behind this proxy does not answer")
    default: return nil
    }
  }

  private func retriable(_ status: Int, _ code: String, _ message: String, _ after: String) -> Refusal {
    var refusal = Refusal(status, code, message)
    refusal.headers = [.retryAfter: after]
    return refusal
  }

  /// Whether the answer to a write that was made gets lost.
  func losesAnswer() -> Bool {
    guard settings.quirks.contains(.resetAfterWrite) else { return false }
    return state.withLock { state in
      state.writes += 1
      return state.writes.isMultiple(of: max(1, settings.every))
    }
  }
}
