import NIOCore

/// The servers that are asked without a proxy: those on this machine, and those that `NO_PROXY` names.
struct ProxyExceptions {
  private let entries: [Substring]

  /// - Parameter text: names separated by commas or blanks: `*` for all; `example.com` and `.example.com` for a
  ///   domain and what is in it; an address; a network such as `10.0.0.0/8`; each with `:port` or without.
  init(_ text: String) {
    entries = text.lowercased().split { $0 == "," || $0.isWhitespace }
  }

  func contain(_ server: PBXAddress) -> Bool {
    let host = ProxyExceptions.bare(server.host[...])
    let address = ProxyExceptions.bytes(host)
    if ProxyExceptions.isThisMachine(server) { return true }
    return entries.contains { entry in
      if entry == "*" { return true }
      if let slash = entry.firstIndex(of: "/") {
        guard let address, let bits = Int(entry[entry.index(after: slash)...]),
          let network = ProxyExceptions.bytes(ProxyExceptions.bare(entry[..<slash]))
        else { return false }
        return ProxyExceptions.agree(address, network, bits: bits)
      }
      if let other = ProxyExceptions.bytes(ProxyExceptions.bare(entry)) { return other == address }
      let (name, port) = ProxyExceptions.parts(entry)
      guard port == nil || port == server.port else { return false }
      if let other = ProxyExceptions.bytes(ProxyExceptions.bare(name)) { return other == address }
      let domain = name.drop { $0 == "." || $0 == "*" }
      return !domain.isEmpty && address == nil && (host == domain || host.hasSuffix("." + domain))
    }
  }

  static func isThisMachine(_ server: PBXAddress) -> Bool {
    let host = bare(server.host[...])
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    guard let address = bytes(host) else { return false }
    return address.count == 4 ? address.first == 127 : address == Array(repeating: 0, count: 15) + [1]
  }

  /// What stands before the last colon, and the port behind it.
  private static func parts(_ entry: Substring) -> (Substring, Int?) {
    guard let colon = entry.lastIndex(of: ":"), let port = Int(entry[entry.index(after: colon)...]) else {
      return (entry, nil)
    }
    return (entry[..<colon], port)
  }

  private static func bare(_ host: Substring) -> Substring {
    host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
  }

  /// The bytes of an IP address; nil for a name.
  private static func bytes(_ host: Substring) -> [UInt8]? {
    switch try? SocketAddress(ipAddress: String(host), port: 0) {
    case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
    case .v6(let address): withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
    default: nil
    }
  }

  private static func agree(_ address: [UInt8], _ network: [UInt8], bits: Int) -> Bool {
    guard address.count == network.count, (0...address.count * 8).contains(bits) else { return false }
    return zip(address, network).enumerated().allSatisfy { place, pair in
      let kept = Swift.min(8, Swift.max(0, bits - place * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
      return pair.0 & mask == pair.1 & mask
    }
  }
}
