/// Whose rates a token is for, as flags, environment and profile say it: the API itself does not tell.
struct TenantChoice {
  /// What the token was taken from.
  enum Source: Sendable, Hashable {
    case flag, environment, profile
  }

  let options: ServerOptions
  let profile: Profile
  let variable: (String) -> String?

  /// The tenant of a token from that source; nil where nothing names it.
  ///
  /// A domain beside one sign-in says nothing of another that is used in its place. `--domain` counts always, and
  /// an empty one says that the tenant is not named.
  func tenant(ofTokenFrom source: Source) -> String? {
    if let domain = options.domain { return TenantChoice.canonical(domain) }
    let here = brings(.environment) && source != .environment ? nil : variable("RATEQL_DOMAIN")
    let own = brings(.profile) && source != .profile ? nil : profile.domain
    // A profile that was named comes before the environment with all of its sign-in.
    let domain = options.profile != nil && source == .profile ? own ?? here : here ?? own
    return domain.flatMap(TenantChoice.canonical)
  }

  /// Whether there is a sign-in of its own.
  private func brings(_ source: Source) -> Bool {
    switch source {
    case .flag: options.tokenFile != nil
    case .environment:
      ["RATEQL_TOKEN", "RATEQL_TOKEN_FILE", "RATEQL_USER"].contains { variable($0) != nil }
    case .profile: profile.tokenFile != nil || profile.user != nil
    }
  }

  /// As targets have it: case tells no two SIP domains apart. Nil for an empty one.
  static func canonical(_ domain: String) -> String? {
    let domain = domain.filter { !$0.isWhitespace }.lowercased()
    return domain.isEmpty ? nil : domain
  }
}
