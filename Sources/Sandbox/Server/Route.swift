import Hummingbird

/// What a path stands for. A name that is spelled out wins over `{id}`, so `export` is no id.
///
/// Source: the contract's eight operations, and the vendor's guide, "Authentication".
enum Route: Hashable {
  case billing
  case rates
  case export
  case rate(id: String)
  case destroy(id: String)
  case login
  case token
  case revoke

  /// Nil for a path that is not of the API.
  init?(path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let names = parts.compactMap { FormText.decode($0, plusIsSpace: false) }
    guard names.count == parts.count, names.count > 2, names[0].isEmpty, names[1] == "api" else { return nil }
    switch Array(names[2...]) {
    case ["tenant", "billing"]: self = .billing
    case ["call_rates"]: self = .rates
    case ["call_rates", "export"]: self = .export
    case ["login"]: self = .login
    case ["login", "oauth", "token"]: self = .token
    case ["login", "oauth", "revoke"]: self = .revoke
    case let rest where rest.count == 2 && rest[0] == "call_rates" && !rest[1].isEmpty:
      self = .rate(id: rest[1])
    case let rest where rest.count == 3 && rest[0] == "call_rates" && rest[2] == "destroy":
      self = .destroy(id: rest[1])
    default: return nil
    }
  }

  var methods: [HTTPRequest.Method] {
    switch self {
    case .billing, .rates, .rate, .login: [.get, .post]
    case .export: [.get]
    case .destroy, .token, .revoke: [.post]
    }
  }

  /// Whether a valid token must come with it.
  func needsToken(_ method: HTTPRequest.Method) -> Bool {
    switch self {
    case .token: false
    case .login: method == .get
    default: true
    }
  }

  /// Whether it changes what the PBX keeps, which a read-only user may not.
  func isWrite(_ method: HTTPRequest.Method) -> Bool {
    switch self {
    case .billing, .rates, .rate, .destroy: method == .post
    case .export, .login, .token, .revoke: false
    }
  }
}
