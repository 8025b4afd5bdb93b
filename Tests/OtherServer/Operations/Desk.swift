/// Answers every request: address, sign-in, passing faults, role, operation, in this order.
struct Desk: Sendable {
  let settings: OtherSettings
  let table: Table
  let tokens: Tokens
  private let faults: Faults

  /// Where the operations are, but for ``Quirk/redirectsWithin``.
  private static let base = "/api"
  private static let moved = "/pbx/api"

  init(_ settings: OtherSettings, _ table: Table) {
    self.settings = settings
    self.table = table
    tokens = Tokens(settings)
    faults = Faults(settings)
  }

  var quirks: Set<Quirk> { settings.quirks }

  /// - Parameter port: where the server is, to be named in a redirect.
  func answer(_ request: SeenRequest, port: Int) -> Answer {
    do throws(Refusal) {
      return try handle(request, port: port)
    } catch {
      return error.answer(isHTML: quirks.contains(.errorsAsHTML) || error.status == 502)
    }
  }

  private func handle(_ request: SeenRequest, port: Int) throws(Refusal) -> Answer {
    if let target = redirect(request, port: port) {
      var answer = Answer.empty(307)
      answer.headers = [.location: target]
      return answer
    }
    let base = quirks.contains(.redirectsWithin) ? Desk.moved : Desk.base
    guard request.path.hasPrefix(base + "/") else { throw Desk.nowhere }
    let path = request.path.dropFirst(base.count + 1).split(
      separator: "/", omittingEmptySubsequences: false
    ).map { FormFields.plain($0) }

    if let answer = try signIn(request, path) { return answer }
    let token = try bearer(request)
    let isWrite = request.method == "POST" && path.first != "login"
    if let refusal = faults.before(request) { throw refusal }
    if isWrite, quirks.contains(.writesForbidden) {
      throw Refusal(403, "PERMISSION_DENIED", "the permission Billing.FullAccess is needed")
    }
    let answer = try operation(request, path, token: token)
    return isWrite && faults.losesAnswer() ? .reset : answer
  }

  private func redirect(_ request: SeenRequest, port: Int) -> String? {
    let query = request.rawQuery.isEmpty ? "" : "?" + request.rawQuery
    if quirks.contains(.redirectsElsewhere), !request.host.hasPrefix("localhost") {
      return "http://localhost:\(port)\(request.path)\(query)"
    }
    if quirks.contains(.redirectsWithin), request.path.hasPrefix(Desk.base + "/") {
      let rest = request.path.dropFirst(Desk.base.count)
      return "http://\(request.host)\(Desk.moved)\(rest)\(query)"
    }
    return nil
  }

  private static let nowhere = Refusal(404, "NOT_FOUND", "there is nothing here")

  /// The token of a request that is let in.
  private func bearer(_ request: SeenRequest) throws(Refusal) -> String {
    let words = (request.authorization ?? "").split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bearer", tokens.admits(String(words[1])) else {
      throw Refusal(401, "UNAUTHORIZED", "sign in first, or again")
    }
    return String(words[1])
  }

  private func operation(
    _ request: SeenRequest, _ path: [String], token: String
  ) throws(Refusal) -> Answer {
    switch (request.method, path.first ?? "", path.count) {
    case ("GET", "login", 1): return state
    case ("POST", "login", 3) where path[1] == "oauth" && path[2] == "revoke":
      revoke(request, token)
      return .empty(200)
    case ("GET", "tenant", 2) where path[1] == "billing": return billing
    case ("POST", "tenant", 2) where path[1] == "billing": return try setBilling(request)
    case ("GET", "call_rates", 1): return try list(request)
    case ("POST", "call_rates", 1): return try create(request)
    case ("GET", "call_rates", 2) where path[1] == "export": return export
    case ("GET", "call_rates", 2): return try rate(path[1])
    case ("POST", "call_rates", 2): return try update(path[1], request)
    case ("POST", "call_rates", 3) where path[2] == "destroy": return try destroy(path[1])
    default: throw Desk.nowhere
    }
  }
}
