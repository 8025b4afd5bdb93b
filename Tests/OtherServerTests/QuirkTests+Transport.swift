import OtherServer

extension QuirkTests {
  static let transportChecks: [Quirk: Check] = [
    .gzip: { visitor in
      let reply = try await visitor.list()
      return reply.header("content-encoding") == "gzip" && reply.bytes.starts(with: [0x1F, 0x8B, 8])
    },
    .chunked: { try await $0.list().header("transfer-encoding") == "chunked" },
    .connectionClose: { visitor in
      // The second one finds out that the connection of the first is really gone.
      for _ in 0..<2 where try await visitor.list().header("connection") != "close" { return false }
      return true
    },
    .slow: { visitor in
      let start = ContinuousClock.now
      _ = try await visitor.list()
      return start.duration(to: .now) >= visitor.server.settings.delay
    },
    .redirectsWithin: { visitor in
      let reply = try await visitor.get("/call_rates?top=1")
      guard reply.status == 307, let target = reply.header("location") else { return false }
      return try await visitor.get(target).texts("id") == ["a"]
    },
    .redirectsElsewhere: { visitor in
      let reply = try await visitor.get("/call_rates?top=1")
      return reply.status == 307
        && reply.header("location") == "http://localhost:\(visitor.server.port)/api/call_rates?top=1"
    },
    .errorsAsHTML: { visitor in
      let reply = try await visitor.list(["filter": "no"])
      return reply.status == 400 && reply.header("content-type")?.hasPrefix("text/html") == true
    },
  ]

  static let faultChecks: [Quirk: Check] = [
    .tooManyRequests: { try await meets($0, 429) { $0.header("retry-after") == "0" } },
    .tooManyRequestsUntil: { visitor in
      try await meets(visitor, 429) { reply in
        let date = /[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT/
        return reply.header("retry-after")?.wholeMatch(of: date) != nil
      }
    },
    .unavailable: { try await meets($0, 503) { $0.header("retry-after") == "0" } },
    .badGateway: { try await meets($0, 502) { $0.text.hasPrefix("<!DOCTYPE html>") } },
    .tokenRunsOut: { visitor in
      guard let refresh = try await spend(visitor) else { return false }
      let renewed = try await visitor.refresh(refresh)
      guard renewed.status == 200, let token = renewed.texts("access_token").first else { return false }
      return try await visitor.get("/login", token: token).status == 200
    },
    .refreshRefused: { visitor in
      guard let refresh = try await spend(visitor) else { return false }
      let (refused, again) = (try await visitor.refresh(refresh), try await visitor.signIn())
      return refused.status == 401 && again.status == 200
    },
    .expiresAt: { visitor in
      let reply = try await visitor.signIn()
      let date = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/
      return reply.texts("expires_at").first?.wholeMatch(of: date) != nil && reply.value("expires_in") == nil
    },
  ]

  /// Whether each second request meets that status, but not when it is made again.
  private static func meets(
    _ visitor: Visitor, _ status: Int, _ holds: (Visitor.Reply) -> Bool
  ) async throws -> Bool {
    var replies: [Visitor.Reply] = []
    for top in [1, 2, 2, 3, 4] { replies.append(try await visitor.list(["top": String(top)])) }
    return replies.map(\.status) == [200, status, 200, 200, status] && holds(replies[1])
  }

  /// Signs in and makes requests until the token has run out; its refresh token, nil where it does not.
  private static func spend(_ visitor: Visitor) async throws -> String? {
    let grant = try await visitor.signIn()
    guard let token = grant.texts("access_token").first else { return nil }
    var statuses: [Int] = []
    for _ in 0..<4 { statuses.append(try await visitor.get("/call_rates?top=1", token: token).status) }
    return statuses == [200, 200, 200, 401] ? grant.texts("refresh_token").first : nil
  }
}

extension Visitor {
  static let client = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"

  func signIn(password: String? = nil) async throws -> Reply {
    let settings = server.settings
    return try await post(
      "/login",
      #"{"username":"\#(settings.user)","password":"\#(password ?? settings.password)","#
        + #""domain":"\#(settings.domain)"}"#, token: "")
  }

  func refresh(_ token: String) async throws -> Reply {
    // JSON writes a slash as \/; a form takes neither it nor a plus sign bare.
    let plain = token.replacing("\\/", with: "%2F").replacing("+", with: "%2B").replacing("=", with: "%3D")
    return try await post(
      "/login/oauth/token", "grant_type=refresh_token&refresh_token=\(plain)&client_id=\(Visitor.client)",
      type: "application/x-www-form-urlencoded", token: "")
  }
}
