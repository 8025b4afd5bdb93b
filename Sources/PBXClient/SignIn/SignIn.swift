import ExactJSON
import RateQL
import Synchronization

/// Keeps the session signed in: lazily at first, renewed once for all requests that wait.
final class SignIn: Sendable {
  private struct State {
    var grant: Grant?
    var lastSerial = 0
    /// What the server said to the password. It is not asked again: that would lock the account.
    var refusal: StoreError?
  }

  private let credentials: PBXConfiguration.Credentials
  private let transport: Transport
  private let pace: SessionPace
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>
  private let flight = SingleFlight<Grant>()

  /// The published identity of programs that use the API. Source: the vendor's guide, "Authentication".
  private static let clientID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"

  init(
    _ credentials: PBXConfiguration.Credentials, transport: Transport, pace: SessionPace,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.credentials = credentials
    self.transport = transport
    self.pace = pace
    self.now = now
    if case .token(let token) = credentials {
      state = Mutex(State(grant: Grant(token: token)))
    } else {
      state = Mutex(State())
    }
  }

  private var server: String { transport.address.name }

  /// A grant to send a request with.
  ///
  /// - Parameter refused: the grant that the server has just answered with 401, if any.
  func grant(insteadOf refused: Grant? = nil) async throws -> Grant {
    if let grant = usable(insteadOf: refused) { return grant }
    return try await flight.run { [self] in
      // Somebody else may have renewed it between the look and the flight.
      if let grant = usable(insteadOf: refused) { return grant }
      return try await renew()
    }
  }

  /// The tokens that may stand in a server's text by mistake.
  func masked(_ text: String) -> String {
    var secrets: [Secret] = []
    if case .password(_, let password, _) = credentials { secrets.append(password) }
    if let grant = state.withLock({ $0.grant }) {
      secrets.append(grant.access)
      if let refresh = grant.refresh { secrets.append(refresh) }
    }
    return secrets.reduce(text) { $1.masked(in: $0) }
  }

  private func usable(insteadOf refused: Grant?) -> Grant? {
    state.withLock { state in
      guard let grant = state.grant else { return nil }
      if let refused, refused.serial == grant.serial { return nil }
      if let renewAt = grant.renewAt, renewAt <= now() { return nil }
      return grant
    }
  }

  /// By the refresh token where there is one, else by signing in again.
  private func renew() async throws -> Grant {
    guard case .password(let user, let password, let domain) = credentials else {
      throw StoreError.notSignedIn(
        "\(server) does not accept the token: it is wrong or has run out; "
          + "make a new one and give it with --token-file or RATEQL_TOKEN")
    }
    if let refusal = state.withLock({ $0.refusal }) { throw refusal }
    if let refresh = state.withLock({ $0.grant?.refresh }) {
      transport.statistics.add { $0.refreshes += 1 }
      let answer = try await send(SignIn.refreshing(refresh))
      if let grant = keep(answer, refresh: refresh) { return grant }
      // It is no good any longer; a server in trouble has said nothing of it.
      if answer.status < 500 { state.withLock { $0.grant = nil } }
    }
    transport.statistics.add { $0.signIns += 1 }
    let answer = try await send(SignIn.signingIn(user: user, password: password, domain: domain))
    if let grant = keep(answer, refresh: nil) { return grant }
    throw refusal(answer)
  }

  /// Asks at the session's pace, which a sign-in neither overtakes nor is spared.
  ///
  /// - Throws: `StoreError.busy` where the server asks for more time than is given: nothing is known then of the
  ///   password or the refresh token, and both stay good.
  private func send(_ request: PBXRequest) async throws -> PBXAnswer {
    let answer = try await pace.exchange(repeats: true) {
      try await transport.exchange(request, token: nil)
    }
    guard SessionPace.busyStatuses.contains(answer.status) else { return answer }
    let how = answer.status == 429 || answer.status == 503 ? "asks for time" : "is not ready"
    throw StoreError.busy(
      "\(server), asked to \(request.purpose), \(how) (\(answer.status): "
        + "\(masked(AnswerText(answer).message))); try again later")
  }

  private func keep(_ answer: PBXAnswer, refresh: Secret?) -> Grant? {
    guard answer.isSuccess, let value = try? answer.body.withUnsafeBytes({ try JSONValue.parse($0) }),
      var grant = Grant(value, now: now())
    else { return nil }
    if grant.refresh == nil { grant.refresh = refresh }
    return state.withLock { state in
      state.lastSerial += 1
      grant.serial = state.lastSerial
      state.grant = grant
      return grant
    }
  }

  private func refusal(_ answer: PBXAnswer) -> StoreError {
    let words = masked(AnswerText(answer).message)
    switch answer.status {
    case 400, 401, 403, 422:
      let error = StoreError.notSignedIn(
        "\(server) does not accept the user name, the password or the domain (\(answer.status): \(words))")
      state.withLock { $0.refusal = error }
      return error
    case 200..<300:
      return .badAnswer(
        answer.isHTML
          ? "\(server) answered the sign-in with HTML, not JSON: is this the PBX's API address?"
          : "\(server) answered the sign-in without an access token: is this the PBX's API address?")
    default:
      return .notSignedIn("\(server) could not sign you in (\(answer.status): \(words))")
    }
  }

  private static func signingIn(user: String, password: Secret, domain: String) -> PBXRequest {
    var writer = JSONWriter()
    writer.open()
    writer.key("username")
    writer.string(user)
    writer.key("password")
    writer.string(password.reveal())
    writer.key("domain")
    writer.string(domain)
    writer.close()
    return PBXRequest(method: .post, path: "/login", body: .json(writer.bytes), purpose: "sign in")
  }

  private static func refreshing(_ refresh: Secret) -> PBXRequest {
    let form =
      "grant_type=refresh_token&refresh_token=\(PercentCoding.encode(refresh.reveal()))&client_id=\(clientID)"
    return PBXRequest(
      method: .post, path: "/login/oauth/token", body: .form(Array(form.utf8)), purpose: "renew the sign-in")
  }
}
