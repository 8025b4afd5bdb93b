import ExactJSON

/// The requests of signing in and out. Source: the vendor's guide, "Authentication".
enum SignInRequests {
  /// The published identity of programs that use the API.
  private static let clientID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"

  static func signIn(user: String, password: Secret, domain: String) -> PBXRequest {
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

  static func refresh(_ refresh: Secret) -> PBXRequest {
    form(
      "grant_type=refresh_token&refresh_token=\(PercentCoding.encode(refresh.reveal()))&client_id=\(clientID)",
      path: "/login/oauth/token", purpose: "renew the sign-in")
  }

  /// - Parameter kind: `access_token` or `refresh_token`. Source: RFC 7009, section 2.1.
  static func revoke(_ token: Secret, kind: String) -> PBXRequest {
    form(
      "token=\(PercentCoding.encode(token.reveal()))&token_type_hint=\(kind)&client_id=\(clientID)",
      path: "/login/oauth/revoke", purpose: "sign out")
  }

  private static func form(_ text: String, path: String, purpose: String) -> PBXRequest {
    PBXRequest(method: .post, path: path, body: .form(Array(text.utf8)), purpose: purpose)
  }
}
