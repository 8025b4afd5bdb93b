/// Everything that a session is told when it is made.
package struct PBXConfiguration: Sendable {
  /// How the session proves who it is.
  package enum Credentials: Sendable, Hashable {
    /// A token made elsewhere: it can't be renewed here.
    case token(Secret)
    /// Signed in with at the first request; `domain` is the tenant's SIP domain.
    case password(user: String, password: Secret, domain: String)
    /// Signed in before: what the configuration's `signInKeeper` has kept is all there is.
    case kept(user: String, domain: String)
  }

  /// How the server's certificate is judged.
  package enum Trust: Sendable, Hashable {
    /// By the system's authorities.
    case system
    /// By the authorities, or the self-signed certificate, in this PEM file alone.
    case authorities(file: String)
    /// It must be this certificate, whoever signed it and whatever names and dates it has.
    case pinned(CertificateFingerprint)
    /// Not at all.
    case anything
  }

  package var address: PBXAddress
  package var credentials: Credentials
  /// What prompts and messages call the server; nil for its host.
  package var label: String?
  /// Where a sign-in is kept for later sessions; nil keeps none.
  package var signInKeeper: (any SignInKeeper)?
  /// What all connections go through; nil for none.
  package var proxy: PBXProxy?
  package var trust = Trust.system
  /// How many requests may be under way at a time; 1 to 256.
  package var connections = 16
  package var connectTimeout = Duration.seconds(10)
  /// How long an answer may stay away, or stand still.
  package var readTimeout = Duration.seconds(60)
  package var userAgent = "rateql"
  /// The page size that lists are asked for; the contract's highest is 100.
  package var pageSize = 100
  /// Whether conditions and orders are tried on the server's own rates before it is relied on for them.
  package var probes = false
  /// Whether no condition, no order and no count is left to the server: lists are read to their end, and all is
  /// chosen and sorted here.
  package var fullScan = false
  /// What earlier sessions have learned of the server.
  package var keeper: KnowledgeKeeper?
  package var clock = SessionClock.system
  /// Told about every request and every answer, their secrets masked.
  package var trace: (@Sendable (PBXTrace) -> Void)?
  /// Told once about each way in which the server differs from its contract.
  package var notice: (@Sendable (PBXNotice) -> Void)?

  package init(address: PBXAddress, credentials: Credentials) {
    self.address = address
    self.credentials = credentials
  }

  func validate() throws(PBXConfigurationError) {
    switch credentials {
    case .token(let token):
      guard token.isHeaderSafe else {
        throw PBXConfigurationError(
          token.isEmpty ? "the token is empty" : "the token has spaces or other characters that no token has")
      }
    case .password(let user, let password, _):
      guard !user.isEmpty else { throw PBXConfigurationError("the user name is empty") }
      guard !password.isEmpty else { throw PBXConfigurationError("the password is empty") }
    case .kept: break
    }
    guard (1...256).contains(connections) else {
      throw PBXConfigurationError("\(connections) connections are not between 1 and 256")
    }
    guard (1...100).contains(pageSize) else {
      throw PBXConfigurationError("a page of \(pageSize) rates is not between 1 and 100")
    }
  }
}

/// A way in which the server differs from its contract, and what was done about it.
package enum PBXNotice: Sendable, Hashable, CustomStringConvertible {
  case rounded(server: String)
  case cappedPages(server: String, rows: Int)
  case orderRefused(server: String)
  case wrongCount(server: String)
  case moved(server: String)
  case busy(server: String, status: Int)
  case notReliedOn(server: String)
  case incompleteLists(server: String, fields: String)
  case takenForNull(server: String, fields: String)
  case notKept(server: String, reason: String)

  package var description: String {
    switch self {
    case .rounded(let server):
      "\(server) sends prices with more than five digits after the point; they are rounded"
    case .cappedPages(let server, let rows): "\(server) gives at most \(rows) rates a page"
    case .orderRefused(let server): "\(server) refuses to order its rates; they are read as they come"
    case .wrongCount(let server): "\(server) counts its rates wrongly; the count is not relied on"
    case .moved(let server): "rates of \(server) came or went while they were read; they are read again"
    case .busy(let server, 429): "\(server) asks for fewer requests (429); they are sent more slowly"
    case .notReliedOn(let server):
      "\(server) does not show that it reads conditions and orders as they are meant; more is read, and chosen here"
    case .incompleteLists(let server, let fields):
      "the lists of \(server) leave out \(fields); each rate is read by its id"
    case .takenForNull(let server, let fields):
      "no list of \(server) shows \(fields), nor does a rate read by its id; it is taken for null"
    case .busy(let server, let status): "\(server) is not ready (\(status)); it is waited for"
    case .notKept(let server, let reason):
      "the renewed sign-in to \(server) can't be kept: \(reason); sign in again with `rateql login` next time"
    }
  }

  /// Notices of one kind are told once.
  var kind: Int {
    switch self {
    case .rounded: 0
    case .cappedPages: 1
    case .orderRefused: 2
    case .wrongCount: 3
    case .moved: 4
    case .busy: 5
    case .notReliedOn: 6
    case .notKept: 7
    case .incompleteLists: 8
    case .takenForNull: 9
    }
  }
}
