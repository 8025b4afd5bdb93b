import Synchronization

/// The tokens that are valid now. Source: the vendor's guide, "Authentication".
final class Sessions: Sendable {
  /// The vendor's published constant.
  static let clientID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"

  /// What a sign-in gives.
  struct Grant {
    var accessToken: String
    var refreshToken: String
    /// In seconds.
    var lifetime: Int64
  }

  /// Who a token stands for.
  struct Identity {
    var name: String
    var domain: String
    var role: SandboxRole
    /// Seconds until the token ends; nil where it does not.
    var remaining: Int64?
  }

  private struct Session {
    var user: SandboxUser
    var refreshToken: String
    var expiry: Duration
  }

  private struct State {
    var sessions: [String: Session] = [:]
    /// The users of refresh tokens; each is good for one refresh, and outlives its access token.
    var refreshes: [String: (user: SandboxUser, expiry: Duration)] = [:]
  }

  /// A refresh token lives so many times as long as an access token.
  private static let refreshFactor = 48

  private let users: [SandboxUser]
  private let fixed: [String: SandboxRole]
  private let lifetime: Duration
  private let clock: SandboxClock
  private let state = Mutex(State())

  init(users: [SandboxUser], tokens: [SandboxToken], lifetime: Duration, clock: SandboxClock) {
    self.users = users
    fixed = Dictionary(tokens.map { ($0.value, $0.role) }, uniquingKeysWith: { first, _ in first })
    self.lifetime = lifetime
    self.clock = clock
  }

  /// - Throws: ``APIError`` (401) where name, password and domain don't belong together.
  func signIn(name: String, password: String, domain: String) throws(APIError) -> Grant {
    let user = users.first { $0.name == name && $0.password == password && $0.domain == domain }
    guard let user else {
      throw .notSignedIn("the user name, the password or the domain is wrong", tokenWasSent: false)
    }
    return state.withLock { grant(user, in: &$0) }
  }

  /// A new pair of tokens for a refresh token, which is used up by it.
  ///
  /// - Throws: ``APIError`` (401) where it is unknown, used or too old.
  func refresh(_ token: String) throws(APIError) -> Grant {
    let now = clock.now()
    let grant: Grant? = state.withLock { state in
      guard let refresh = state.refreshes.removeValue(forKey: token), now < refresh.expiry else { return nil }
      return self.grant(refresh.user, in: &state)
    }
    guard let grant else {
      throw .notSignedIn("the refresh token is not valid; sign in again", tokenWasSent: false)
    }
    return grant
  }

  /// Nil where the token is unknown or has ended.
  func identity(of token: String) -> Identity? {
    if let role = fixed[token] { return Identity(name: "token", domain: "", role: role, remaining: nil) }
    let now = clock.now()
    return state.withLock { state in
      guard let session = state.sessions[token], now < session.expiry else { return nil }
      let user = session.user
      return Identity(
        name: user.name, domain: user.domain, role: user.role,
        remaining: (session.expiry - now).components.seconds)
    }
  }

  /// Ends every access token that a sign-in gave; refresh tokens stay.
  func expireAll() { state.withLock { $0.sessions.removeAll() } }

  /// Ends the session that an access or a refresh token belongs to; an unknown one is none to end.
  func revoke(_ token: String) {
    state.withLock { state in
      if let session = state.sessions.removeValue(forKey: token) {
        state.refreshes[session.refreshToken] = nil
      } else if state.refreshes.removeValue(forKey: token) != nil {
        state.sessions = state.sessions.filter { $0.value.refreshToken != token }
      }
    }
  }

  private func grant(_ user: SandboxUser, in state: inout State) -> Grant {
    let now = clock.now()
    // What has ended is forgotten, so that the tables stay small.
    state.sessions = state.sessions.filter { now < $0.value.expiry }
    state.refreshes = state.refreshes.filter { now < $0.value.expiry }
    let (access, refresh) = (SandboxToken.randomText(), SandboxToken.randomText())
    state.sessions[access] = Session(user: user, refreshToken: refresh, expiry: now + lifetime)
    state.refreshes[refresh] = (user, now + lifetime * Sessions.refreshFactor)
    return Grant(accessToken: access, refreshToken: refresh, lifetime: lifetime.components.seconds)
  }
}
