extension RunTarget {
  /// How what was made for this target differs from `here`, as messages tell it behind "was made for" or "was
  /// on": both targets, and what to do where only one of them knows its tenant.
  package func difference(from here: RunTarget) -> String {
    guard server == here.server else { return "\(fullName), and this is \(here.fullName)" }
    switch (tenant, here.tenant) {
    case (_?, nil):
      return
        "\(fullName), and the tenant of this token is not known: name it with --domain, RATEQL_DOMAIN or "
        + "`domain` in the profile"
    case (nil, let known?):
      return
        "\(server) with a token whose tenant was not named, and this is tenant \(known): use a token, and "
        + "`--domain ''` for not naming its tenant, as it was done then"
    default: return "\(fullName), and this is \(here.fullName)"
    }
  }

  /// Whether the two may be one tenant of one server, of which only one says its name.
  func isUnnamedBeside(_ other: RunTarget) -> Bool {
    server == other.server && (tenant == nil) != (other.tenant == nil)
  }
}
