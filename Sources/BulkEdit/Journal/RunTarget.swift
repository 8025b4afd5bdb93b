/// Whose rates a plan or a run is for.
package struct RunTarget: Codable, Sendable, Hashable {
  /// `scheme://host:port/path`, with no user and no secret in it.
  package var server: String
  /// The tenant's SIP domain in lower case. Nil where it is not known: two targets that don't know theirs are
  /// taken for one, and one that does is another.
  package var tenant: String?
  /// What messages call the server.
  package var label: String

  package init(server: String, tenant: String?, label: String) {
    self.server = server
    self.tenant = tenant
    self.label = label
  }

  /// The server, and the tenant where it is known: what tells it from every other.
  package var fullName: String { server + (tenant.map { " (tenant \($0))" } ?? "") }

  /// The label is for people: it does not count.
  package static func == (a: RunTarget, b: RunTarget) -> Bool {
    a.server == b.server && a.tenant == b.tenant
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(server)
    hasher.combine(tenant)
  }
}
