/// What a signed-in user may do.
package enum SandboxRole: String, Sendable, Hashable {
  /// Everything; the vendor's permission Billing.FullAccess.
  case admin
  /// Looks only: every write is answered 403.
  case viewer
}

/// Someone who may sign in.
package struct SandboxUser: Sendable, Hashable {
  package var name: String
  package var password: String
  /// The tenant's SIP domain.
  package var domain: String
  package var role: SandboxRole

  package init(name: String, password: String, domain: String, role: SandboxRole) {
    self.name = name
    self.password = password
    self.domain = domain
    self.role = role
  }

  /// `admin` and `viewer`, each with the password `sandbox`, of the domain `sandbox.test`.
  package static let defaults = [
    SandboxUser(name: "admin", password: "sandbox", domain: "sandbox.test", role: .admin),
    SandboxUser(name: "viewer", password: "sandbox", domain: "sandbox.test", role: .viewer),
  ]
}

/// A bearer token that is valid for as long as the server runs.
package struct SandboxToken: Sendable, Hashable {
  package var value: String
  package var role: SandboxRole

  package init(_ value: String, role: SandboxRole = .admin) {
    self.value = value
    self.role = role
  }

  /// A new one that can't be guessed.
  package static func random(role: SandboxRole = .admin) -> SandboxToken {
    SandboxToken(Self.randomText(), role: role)
  }

  static func randomText() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// Time as the sandbox counts it, for tokens; tests bring their own.
package struct SandboxClock: Sendable {
  /// The time since any fixed moment.
  package var now: @Sendable () -> Duration

  package init(now: @escaping @Sendable () -> Duration) { self.now = now }

  package static var system: SandboxClock {
    let start = ContinuousClock.now
    return SandboxClock { ContinuousClock.now - start }
  }
}
