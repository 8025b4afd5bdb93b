import Synchronization

/// The tokens that sign-ins and refreshes gave.
final class Tokens: Sendable {
  private struct State {
    var made = 0
    /// Requests left to each access token; nil for one without an end.
    var access: [String: Int?]
    var refresh: Set<String> = []
  }

  private let state: Mutex<State>
  private let settings: OtherSettings

  init(_ settings: OtherSettings) {
    self.settings = settings
    state = Mutex(State(access: [settings.token: nil]))
  }

  struct Pair {
    var access: String
    var refresh: String
  }

  private var runsOut: Bool {
    settings.quirks.contains(.tokenRunsOut) || settings.quirks.contains(.refreshRefused)
  }

  func make() -> Pair {
    state.withLock { state in
      state.made += 1
      let pair = Pair(access: "access.\(state.made)-~", refresh: "refresh/\(state.made)+=")
      state.access[pair.access] = .some(runsOut ? settings.tokenRequests : nil)
      state.refresh.insert(pair.refresh)
      return pair
    }
  }

  /// Another pair for a refresh token, which is spent by that.
  func refresh(_ token: String) -> Pair? {
    let isGood = state.withLock { $0.refresh.remove(token) != nil }
    return isGood && !settings.quirks.contains(.refreshRefused) ? make() : nil
  }

  /// Whether a request with that token is let in; it counts as one.
  func admits(_ token: String) -> Bool {
    state.withLock { state in
      guard let left = state.access[token] else { return false }
      guard let left else { return true }
      guard left > 0 else { return false }
      state.access[token] = .some(left - 1)
      return true
    }
  }

  func revoke(_ token: String) {
    state.withLock { state in
      state.access.removeValue(forKey: token)
      state.refresh.remove(token)
    }
  }
}
