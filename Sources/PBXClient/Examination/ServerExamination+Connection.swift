import ExactJSON
import FoundationEssentials
import RateQL

extension ServerExamination {
  mutating func examineCertificate() async throws {
    let address = configuration.address
    if let proxy = configuration.proxy { report.add(.connection, "proxy", .note, "through \(proxy.name)") }
    guard address.scheme == "https" else {
      let isHere = ProxyExceptions.isThisMachine(address)
      return report.add(
        .connection, "TLS", isHere ? .fine : .note,
        isHere ? "none, on this machine" : "none: who stands in between can read and change what is sent")
    }
    var shown = configuration
    // A pinned certificate is compared here; by the session it is compared all the same.
    if case .pinned = configuration.trust { shown.trust = .anything }
    do {
      let certificate = try await ServerCertificate.shown(by: shown)
      judge(certificate)
    } catch let error as StoreError {
      report.add(.connection, "TLS", .wrong, "\(error)")
      throw error
    }
  }

  private mutating func judge(_ certificate: ServerCertificate) {
    let day = certificate.validUntil.formatted(Date.ISO8601FormatStyle().year().month().day())
    let whose = "\(certificate.subject.isEmpty ? "no name" : certificate.subject), until \(day)"
    switch configuration.trust {
    case .anything:
      report.add(.connection, "TLS", .note, "not verified (--insecure): \(whose)")
    case .pinned(let pin) where pin != certificate.fingerprint:
      report.add(.connection, "TLS", .wrong, "another certificate than the one that is trusted: \(whose)")
    case .pinned: report.add(.connection, "TLS", .fine, "the certificate trusted by hand: \(whose)")
    case .system, .authorities:
      let days = Int(certificate.validUntil.timeIntervalSinceNow / 86_400)
      if days < 30 {
        report.add(.connection, "TLS", .note, "verified, but it ends in \(days) days: \(whose)")
      } else {
        report.add(.connection, "TLS", .fine, "verified: \(whose)")
      }
    }
  }

  /// The role is told where the server tells it: whether writes are allowed can't be tried without writing.
  ///
  /// - Returns: the list's first page, by which the sign-in is shown.
  mutating func examineSignIn() async throws -> ListedPage {
    let first = try await examineCredentials()
    try await examineRole()
    return first
  }

  private mutating func examineCredentials() async throws -> ListedPage {
    let kind =
      switch configuration.credentials {
      case .token: "a token"
      case .password(let user, _, let domain): "the password of \(user) (\(domain))"
      case .kept(let user, let domain): "the kept sign-in of \(user) (\(domain))"
      }
    do {
      try await session.connect()
      // A token shows whether it is good only in use.
      let first = try await list(skip: 0, top: session.pageSize)
      report.add(.signIn, "credentials", .fine, "accepted: \(kind)")
      return first
    } catch let error as StoreError {
      let isSignIn =
        switch error {
        case .notSignedIn, .notAllowed: true
        default: false
        }
      report.add(isSignIn ? .signIn : .connection, isSignIn ? "credentials" : "server", .wrong, "\(error)")
      throw error
    }
  }

  private mutating func examineRole() async throws {
    guard let answer = try await ask("/login", to: "tell the state of the session"),
      let state = try? answer.body.withUnsafeBytes({ try JSONValue.parse($0) }),
      let role = state["role"]?.string
    else { return report.add(.signIn, "role", .unknown, "the server does not tell it") }
    var permissions: [String] = []
    if case .array(let values) = state["permissions"] { permissions = values.compactMap(\.string) }
    let text = PlainText.line(([role] + permissions).joined(separator: ", "), limit: 200)
    let mayWrite = permissions.isEmpty || permissions.contains("Billing.FullAccess")
    report.add(
      .signIn, "role", mayWrite ? .fine : .note,
      mayWrite ? text : "\(text); without Billing.FullAccess nothing can be changed")
  }

  mutating func examineRoundTrip() async throws {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var last: PBXAnswer?
    for _ in 0..<5 {
      let request = PBXRequest(
        method: .get, path: ListQuery().path(skip: 0, top: 1), purpose: "list its rates")
      let start = clock.now
      last = try await session.perform(request)
      times.append(start.duration(to: clock.now))
    }
    report.add(
      .connection, "round trip", .fine, "\(MillisecondText.make(times.sorted()[2])), one after the other")
    guard let date = last?.date.flatMap(HTTPDate.time) else {
      return report.add(.clock, "difference", .unknown, "the server sends no Date")
    }
    let (verdict, text) = ServerExamination.clock(
      ahead: Int(date.timeIntervalSinceNow.rounded()), roundTrip: times.last ?? .zero)
    report.add(.clock, "difference", verdict, text)
  }

  /// - Parameter seconds: how far the server's clock seems to be ahead of this one.
  static func clock(ahead seconds: Int, roundTrip: Duration) -> (ServerReport.Verdict, String) {
    // The header has whole seconds, and is as old as the answer was long under way.
    guard abs(seconds) > 2 + Int(roundTrip.components.seconds) else { return (.fine, "none to speak of") }
    let text = "the server's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") this one"
    return (abs(seconds) > 60 ? .note : .fine, text)
  }
}

/// `2.1 ms`.
enum MillisecondText {
  static func make(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let tenths = seconds * 10_000 + attoseconds / 100_000_000_000_000
    return tenths < 1_000 ? "\(tenths / 10).\(tenths % 10) ms" : "\(tenths / 10) ms"
  }
}
