import AsyncHTTPClient

/// A proxy that connections go through: by the method CONNECT, or by SOCKS 5. TLS is with the PBX, through it.
package struct PBXProxy: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case http, socks }

  let kind: Kind
  /// An IPv6 address without brackets.
  let host: String
  let port: Int
  private let user: String?
  private let password: Secret

  /// What messages call it: never with its user.
  package var name: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

  /// Reads `http://proxy.example.com:3128`, also without `http://` and with `user:password@` before the host,
  /// or `socks5://…`.
  ///
  /// - Throws: ``PBXConfigurationError``, which does not repeat the text: it may hold a password.
  package init(_ text: String) throws(PBXConfigurationError) {
    var rest = text[...]
    var scheme = "http"
    if let end = text.firstRange(of: "://") {
      scheme = text[..<end.lowerBound].lowercased()
      rest = text[end.upperBound...]
    }
    switch scheme {
    case "http": kind = .http
    case "socks5", "socks5h", "socks": kind = .socks
    default:
      throw PBXConfigurationError("is not the address of an http:// or socks5:// proxy")
    }
    var authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var user: String?
    var password = ""
    if let at = authority.lastIndex(of: "@") {
      let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = parts.first.map(PBXProxy.decoded)
      if parts.count > 1 { password = PBXProxy.decoded(parts[1]) }
      authority = authority[authority.index(after: at)...]
    }
    guard kind == .http || user == nil else {
      throw PBXConfigurationError("names a user for a SOCKS proxy, which is not possible here")
    }
    let usual = kind == .http ? 80 : 1080
    guard let (host, portText) = PBXAddress.split(authority),
      let port = portText.map({ UInt16($0).map(Int.init) }) ?? usual, port > 0
    else {
      throw PBXConfigurationError("is not the address of a proxy such as http://proxy.example.com:3128")
    }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self.port = port
    self.user = user
    self.password = Secret(password)
  }

  private static func decoded(_ text: Substring) -> String {
    PercentCoding.decode(text).map { String(decoding: $0, as: UTF8.self) } ?? String(text)
  }

  var settings: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks: .socksServer(host: host, port: port)
    case .http:
      .server(
        host: host, port: port,
        authorization: user.map { .basic(username: $0, password: password.reveal()) })
    }
  }
}

extension PBXProxy {
  /// The proxy that an environment names for a server: `https_proxy` or `http_proxy` by its scheme, else
  /// `all_proxy`, each in small letters first, unless `no_proxy` names the server.
  ///
  /// A server on this machine is never asked through a proxy, for which it would be another.
  /// - Throws: ``PBXConfigurationError``.
  package static func chosen(
    for address: PBXAddress, by environment: [String: String]
  ) throws(PBXConfigurationError) -> PBXProxy? {
    func variable(_ name: String) -> (name: String, text: String)? {
      for name in [name, name.uppercased()] {
        if let text = environment[name], !text.isEmpty { return (name, text) }
      }
      return nil
    }
    guard let (name, text) = variable(address.scheme + "_proxy") ?? variable("all_proxy"),
      !ProxyExceptions(variable("no_proxy")?.text ?? "").contain(address)
    else { return nil }
    do {
      return try PBXProxy(text)
    } catch {
      throw PBXConfigurationError("\(name) \(error.description)")
    }
  }
}
