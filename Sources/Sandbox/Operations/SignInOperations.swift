import Hummingbird

/// Signing in, refreshing, signing out. Source: the vendor's guide, "Authentication".
struct SignInOperations {
  let sessions: Sessions

  /// `POST /login` with a JSON body.
  func signIn(_ request: Request) async throws -> Response {
    let body = try await BodyReader.json(request)
    guard case .object = body else {
      throw APIError.invalid("the body must be a JSON object, not \(body.kind)")
    }
    var problems: [String] = []
    func text(_ name: String) -> String {
      if case .string(let text)? = body[name] { return text }
      problems.append("\(name) must be a string")
      return ""
    }
    let (name, password, domain) = (text("username"), text("password"), text("domain"))
    guard problems.isEmpty else { throw APIError(invalid: problems) }
    return SignInOperations.response(
      try sessions.signIn(name: name, password: password, domain: domain))
  }

  /// `GET /login`: the state of the session, with the role.
  func state(_ identity: Sessions.Identity) -> Response {
    var writer = JSONWriter(capacity: 256)
    writer.raw("{\"username\":")
    writer.string(identity.name)
    writer.raw(",\"domain\":")
    if identity.domain.isEmpty { writer.raw("null") } else { writer.string(identity.domain) }
    writer.raw(",\"role\":")
    writer.string(identity.role.rawValue)
    writer.raw(",\"permissions\":[")
    writer.string(identity.role == .admin ? "Billing.FullAccess" : "Billing.View")
    writer.raw("],\"expires_in\":")
    if let remaining = identity.remaining { writer.integer(remaining) } else { writer.raw("null") }
    writer.raw("}")
    return .json(writer)
  }

  /// `POST /login/oauth/token` with a form.
  func token(_ request: Request) async throws -> Response {
    let form = try await BodyReader.form(request)
    func value(_ name: String) throws(APIError) -> String {
      guard let value = form[name] else { throw .invalid("\(name) is required") }
      return value
    }
    let kind = try value("grant_type")
    guard kind == "password" || kind == "refresh_token" else {
      throw APIError.invalid("grant_type must be 'password' or 'refresh_token'")
    }
    guard try value("client_id") == Sessions.clientID else {
      throw APIError(.unauthorized, "INVALID_CLIENT", "the client_id is not the vendor's published one")
    }
    if kind == "refresh_token" {
      return SignInOperations.response(try sessions.refresh(try value("refresh_token")))
    }
    return SignInOperations.response(
      try sessions.signIn(
        name: try value("username"), password: try value("password"), domain: try value("domain")))
  }

  /// `POST /login/oauth/revoke`: ends the token named in the form, or else the one it came with.
  func revoke(_ request: Request, bearer: String) async throws -> Response {
    let form = try await BodyReader.form(request)
    sessions.revoke(form["token"] ?? bearer)
    return Response(status: .ok)
  }

  private static func response(_ grant: Sessions.Grant) -> Response {
    var writer = JSONWriter(capacity: 256)
    writer.raw("{\"access_token\":")
    writer.string(grant.accessToken)
    writer.raw(",\"expires_in\":")
    writer.integer(grant.lifetime)
    writer.raw(",\"refresh_token\":")
    writer.string(grant.refreshToken)
    writer.raw(",\"token_type\":\"Bearer\"}")
    var response = Response.json(writer)
    response.headers[.cacheControl] = "no-store"
    return response
  }
}
