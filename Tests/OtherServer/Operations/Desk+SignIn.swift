#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Source: the vendor's guide, "Authentication".
extension Desk {
  /// The published identity of programs that use the API.
  private static let client = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"

  private static let lifetime = 1_800

  /// The answer to what needs no token; nil for every other operation.
  func signIn(_ request: SeenRequest, _ path: [String]) throws(Refusal) -> Answer? {
    guard request.method == "POST", path.first == "login" else { return nil }
    if path.count == 1 { return try signInByName(request) }
    guard path.count == 3, path[1] == "oauth", path[2] == "token" else { return nil }
    let form = FormFields.read(request.text)
    guard form["client_id"] == Desk.client else { throw .invalid("this client is not known", "client_id") }
    switch form["grant_type"] {
    case "password":
      guard isRight(form["username"], form["password"], form["domain"]) else { throw Desk.wrongSignIn }
      return grant(tokens.make())
    case "refresh_token":
      guard let pair = tokens.refresh(form["refresh_token"] ?? "") else {
        throw Refusal(401, "INVALID_GRANT", "the refresh token is not valid")
      }
      return grant(pair)
    default: throw .invalid("this kind of grant is not known", "grant_type")
    }
  }

  private func signInByName(_ request: SeenRequest) throws(Refusal) -> Answer {
    guard let members = JSONDocument(request.body)?.members else {
      throw .invalid("the body is no JSON object")
    }
    let (user, password) = (members["username"]?.string, members["password"]?.string)
    guard isRight(user, password, members["domain"]?.string) else { throw Desk.wrongSignIn }
    return grant(tokens.make())
  }

  private func isRight(_ user: String?, _ password: String?, _ domain: String?) -> Bool {
    user == settings.user && password == settings.password && domain == settings.domain
  }

  private static let wrongSignIn = Refusal(401, "INVALID_CREDENTIALS", "the name or the password is wrong")

  private func grant(_ pair: Tokens.Pair) -> Answer {
    let end = HTTPDate.internetText(Date(timeIntervalSinceNow: Double(Desk.lifetime)))
    return .json(
      .object([
        ("token_type", .text("Bearer")), ("refresh_token", .text(pair.refresh)),
        quirks.contains(.expiresAt)
          ? ("expires_at", .text(end)) : ("expires_in", .bare(String(Desk.lifetime))),
        ("access_token", .text(pair.access)),
      ]))
  }

  /// The state of the session, with the role.
  var state: Answer {
    let isReader = quirks.contains(.writesForbidden)
    return .json(
      .object([
        ("username", .text(settings.user)), ("domain", .text(settings.domain)),
        ("role", .text(isReader ? "User" : "Admin")),
        ("permissions", .list([.text(isReader ? "Billing.View" : "Billing.FullAccess")])),
      ]))
  }

  func revoke(_ request: SeenRequest, _ token: String) {
    let form = FormFields.read(request.text)
    tokens.revoke(form["token"] ?? token)
  }
}
