package import Hummingbird

/// Answers every request of the API: route, method, token, role, operation, in this order.
package struct SandboxResponder: HTTPResponder {
  package typealias Context = SandboxContext

  private let sessions: Sessions
  private let latency: Duration
  private let rates: RateOperations
  private let billing: BillingOperations
  private let signIn: SignInOperations
  private let faults: FaultInjector?

  init(table: RateTable, sessions: Sessions, latency: Duration, faults: (any FaultPlan)?) {
    self.sessions = sessions
    self.latency = latency
    rates = RateOperations(table: table)
    billing = BillingOperations(table: table)
    signIn = SignInOperations(sessions: sessions)
    self.faults = faults.map {
      FaultInjector(plan: $0, table: FaultTable(table: table), sessions: sessions)
    }
  }

  package func respond(to request: Request, context: Context) async throws -> Response {
    if latency > .zero { try await Task.sleep(for: latency) }
    guard let faults else { return try await handle(request, context) }
    return try await faults.respond(to: request, context.connection) { try await handle(request, context) }
  }

  private func handle(_ request: Request, _ context: Context) async throws -> Response {
    do {
      return try await answer(request)
    } catch let error as APIError {
      return error.response
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // A full disk, a broken file: nothing that a request can bring about.
      context.logger.error("request failed", metadata: ["error": "\(error)"])
      return APIError(
        .internalServerError, "INTERNAL_ERROR", "the sandbox failed; its log says why"
      ).response
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    guard let route = Route(path: request.uri.path) else {
      throw APIError(.notFound, "NOT_FOUND", "there is nothing at this path; the API is under /api")
    }
    guard route.methods.contains(request.method) else {
      let allowed = route.methods.map(\.rawValue).joined(separator: ", ")
      throw APIError(
        .methodNotAllowed, "METHOD_NOT_ALLOWED", "this path takes \(allowed) only",
        headers: [.allow: allowed])
    }
    guard route.needsToken(request.method) else {
      return try await route == .login ? signIn.signIn(request) : signIn.token(request)
    }
    let (token, identity) = try identify(request)
    if route.isWrite(request.method), identity.role != .admin {
      throw APIError(.forbidden, "FORBIDDEN", "this needs the permission Billing.FullAccess")
    }
    let isWrite = request.method == .post
    switch route {
    case .billing: return try await isWrite ? billing.set(request) : billing.get()
    case .rates: return try await isWrite ? rates.create(request) : rates.list(request)
    case .export: return try await rates.export()
    case .rate(let id): return try await isWrite ? rates.update(id, request) : rates.get(id)
    case .destroy(let id): return try await rates.destroy(id)
    case .login: return signIn.state(identity)
    case .revoke: return try await signIn.revoke(request, bearer: token)
    case .token: return try await signIn.token(request)
    }
  }

  private func identify(_ request: Request) throws(APIError) -> (String, Sessions.Identity) {
    guard let header = request.headers[.authorization] else {
      throw .notSignedIn("sign in and send 'Authorization: Bearer TOKEN'", tokenWasSent: false)
    }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw .notSignedIn("the Authorization header must be 'Bearer TOKEN'", tokenWasSent: false)
    }
    let token = String(parts[1].drop { $0 == " " })
    guard let identity = sessions.identity(of: token) else {
      throw .notSignedIn("the token is not valid, or no longer; sign in again", tokenWasSent: true)
    }
    return (token, identity)
  }
}
