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
    /// A renewal that has been sent and is not kept yet.
    var renewing: Task<Grant, any Error>?
  }

  let transport: Transport
  let keeper: (any SignInKeeper)?
  private let credentials: PBXConfiguration.Credentials
  private let pace: SessionPace
  private let notice: (@Sendable (PBXNotice) -> Void)?
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>
  private let flight = SingleFlight<Grant>()

  init(
    _ configuration: PBXConfiguration, transport: Transport, pace: SessionPace,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    credentials = configuration.credentials
    keeper = configuration.signInKeeper
    notice = configuration.notice
    self.transport = transport
    self.pace = pace
    self.now = now
    if case .token(let token) = credentials {
      state = Mutex(State(grant: Grant(token: token)))
    } else {
      state = Mutex(State())
    }
  }

  var server: String { transport.address.name }

  /// A grant to send a request with.
  ///
  /// - Parameter refused: the grant that the server has just answered with 401, if any.
  func grant(insteadOf refused: Grant? = nil) async throws -> Grant {
    if let grant = usable(insteadOf: refused) { return grant }
    return try await flight.run { [self] in
      // Somebody else may have renewed it between the look and the flight.
      if let grant = usable(insteadOf: refused) { return grant }
      return try await renew(insteadOf: refused)
    }
  }

  /// Signs in with the password, whatever is kept, and keeps what that gives.
  func anew() async throws {
    guard let keeper else {
      _ = try await signIn()
      return
    }
    _ = try await keeper.exclusively { [self] in try await keeper.save(signIn().kept) }
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

  /// The grant, where there is one that is good as far as is known here.
  func usable(insteadOf refused: Grant?) -> Grant? {
    state.withLock { state in
      guard let grant = state.grant else { return nil }
      if let refused, refused.serial == grant.serial { return nil }
      if let renewAt = grant.renewAt, renewAt <= now() { return nil }
      return grant
    }
  }

  /// By what is kept, by the refresh token where there is one, else by signing in again.
  private func renew(insteadOf refused: Grant?) async throws -> Grant {
    if case .token = credentials {
      throw StoreError.notSignedIn(
        "\(server) does not accept the token: it is wrong or has run out; "
          + "make a new one and give it with --token-file or RATEQL_TOKEN")
    }
    if let refusal = state.withLock({ $0.refusal }) { throw refusal }
    guard let keeper else { return try await ask(refresh: state.withLock { $0.grant?.refresh }) }
    if let grant = adopt(try keeper.load(), insteadOf: refused) { return grant }
    return try await keeper.exclusively { [self] in
      // Another process may have renewed it meanwhile, and used the refresh token up.
      let kept = try keeper.load()
      if let grant = adopt(kept, insteadOf: refused) { return grant }
      try Task.checkCancellation()
      // Once it is sent it goes on to its end even where nobody waits any longer: the answer holds the only
      // refresh token that is good from then on.
      let task = Task {
        let grant = try await ask(refresh: kept?.refresh)
        do {
          try await keeper.save(grant.kept)
        } catch {
          notice?(.notKept(server: server, reason: "\(error)"))
        }
        return grant
      }
      state.withLock { $0.renewing = task }
      defer { state.withLock { $0.renewing = nil } }
      return try await task.value
    }
  }

  /// Returns when no renewal is on its way any longer, or the time is over.
  func settle(_ clock: SessionClock) async {
    guard let task = state.withLock({ $0.renewing }) else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = await task.result }
      group.addTask { try? await clock.sleep(clock.now() + SignIn.patience) }
      await group.next()
      task.cancel()
      group.cancelAll()
    }
  }

  /// How long a program that ends waits for the answer to a renewal.
  private static let patience = Duration.seconds(5)

  /// The grant that somebody has kept, where it is still good and is not the refused one.
  private func adopt(_ kept: KeptSignIn?, insteadOf refused: Grant?) -> Grant? {
    guard let kept, kept.access != refused?.access, let grant = Grant(kept, now: now()) else { return nil }
    return keep(grant)
  }

  private func ask(refresh: Secret?) async throws -> Grant {
    if let refresh {
      transport.statistics.add { $0.refreshes += 1 }
      let answer = try await send(SignInRequests.refresh(refresh))
      if let grant = keep(answer, refresh: refresh) { return grant }
      if case .kept = credentials { throw renewalRefusal(answer) }
      // It is no good any longer; a server in trouble has said nothing of it.
      if answer.status < 500 { state.withLock { $0.grant = nil } }
    }
    return try await signIn()
  }

  private func signIn() async throws -> Grant {
    guard case .password(let user, let password, let domain) = credentials else {
      throw StoreError.notSignedIn("the sign-in to \(server) has run out; \(SignIn.advice)")
    }
    transport.statistics.add { $0.signIns += 1 }
    let answer = try await send(SignInRequests.signIn(user: user, password: password, domain: domain))
    if let grant = keep(answer, refresh: nil) { return grant }
    throw refusal(answer)
  }

  /// Asks at the session's pace, which a sign-in neither overtakes nor is spared.
  ///
  /// - Throws: `StoreError.busy` where the server asks for more time than is given: nothing is known then of the
  ///   password or the refresh token, and both stay good.
  private func send(_ request: PBXRequest) async throws -> PBXAnswer {
    let answer = try await pace.exchange(repeats: true) { listener in
      try await transport.exchange(request, token: nil, listener)
    }
    guard SessionPace.busyStatuses.contains(answer.status) else { return answer }
    let how = answer.status == 429 || answer.status == 503 ? "asks for time" : "is not ready"
    throw StoreError.busy(
      "\(server), asked to \(request.purpose), \(how) (\(answer.status): "
        + "\(masked(AnswerText(answer).message))); try again later")
  }

  private func keep(_ answer: PBXAnswer, refresh: Secret?) -> Grant? {
    guard var grant = Grant(answer, now: now()) else { return nil }
    if grant.refresh == nil { grant.refresh = refresh }
    return keep(grant)
  }

  private func keep(_ grant: Grant) -> Grant {
    state.withLock { state in
      var grant = grant
      state.lastSerial += 1
      grant.serial = state.lastSerial
      state.grant = grant
      return grant
    }
  }

  static let advice = "sign in again with `rateql login`"

  private func renewalRefusal(_ answer: PBXAnswer) -> StoreError {
    let words = masked(AnswerText(answer).message)
    return (400..<500).contains(answer.status) && answer.status != 429
      ? .notSignedIn("the sign-in to \(server) has run out (\(answer.status): \(words)); \(SignIn.advice)")
      : .busy("\(server) could not renew the sign-in (\(answer.status): \(words)); try again later")
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
}
