/// What is wrong with the settings of a session, in one sentence.
package struct PBXConfigurationError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// The base address of a PBX's API: `https://HOST:8887/api`.
package struct PBXAddress: Sendable, Hashable {
  package let scheme: String
  /// The host as it stands in an address, an IPv6 one in brackets.
  package let host: String
  /// The port that is meant, also where the address names none.
  package let port: Int
  /// The path that the operations' paths follow, such as `/api`.
  package let path: String

  /// The vendor's port. Source: the contract, `servers`.
  package static let vendorPort = 8887

  /// Reads an address with or without `/api` and a slash at its end.
  package init(_ text: String) throws(PBXConfigurationError) {
    func wrong(_ why: String) -> PBXConfigurationError {
      PBXConfigurationError("\(why): the address of a PBX looks like https://HOST:8887/api")
    }
    guard let separator = text.firstRange(of: "://") else {
      throw wrong("the address has no https:// in front")
    }
    scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw wrong("the address begins with neither https:// nor http://")
    }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // What stands before an @ may be a password: it is not repeated.
    guard !authority.contains("@") else {
      throw wrong("an address must not hold a user name or a password")
    }
    guard !rest.contains("?"), !rest.contains("#") else {
      throw wrong("the address has something after its path")
    }
    guard let (host, portText) = PBXAddress.split(authority) else {
      throw wrong("the address has no valid host name")
    }
    self.host = host
    if let portText {
      guard let port = UInt16(portText), port > 0, portText.utf8.first != UInt8(ascii: "+") else {
        throw wrong("the address has no valid port")
      }
      self.port = Int(port)
    } else {
      port = scheme == "https" ? 443 : 80
    }

    var path = rest[authority.endIndex...]
    while path.last == "/" { path.removeLast() }
    guard path.isEmpty || path.hasSuffix("/api"), path.utf8.allSatisfy(PBXAddress.isPathByte) else {
      throw wrong("the address has the path \(PlainText.line(String(path), limit: 60))")
    }
    self.path = path.isEmpty ? "/api" : String(path)
  }

  /// The host, an IPv6 one in its brackets, and what stands behind the colon.
  static func split(_ authority: Substring) -> (host: String, port: Substring?)? {
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      let inner = authority[authority.index(after: authority.startIndex)..<close]
      let after = authority[authority.index(after: close)...]
      guard inner.contains(":"), inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }),
        inner.utf8.count == inner.count, after.isEmpty || after.first == ":"
      else { return nil }
      return ("[\(inner.lowercased())]", after.isEmpty ? nil : after.dropFirst())
    }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, parts.count <= 2, !host.isEmpty,
      host.utf8.allSatisfy(isHostByte)
    else { return nil }
    return (host.lowercased(), parts.count == 2 ? parts[1] : nil)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isHostByte(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~")
  }

  /// The name for prompts and messages: the host, with its port where that is none of the usual ones.
  package var name: String {
    let isUsual = port == PBXAddress.vendorPort || port == (scheme == "https" ? 443 : 80)
    return isUsual ? host : "\(host):\(port)"
  }

  /// Host and port, by which certificates are told apart.
  package var authority: String { "\(host):\(port)" }

  /// The address before its path.
  var origin: String { "\(scheme)://\(authority)" }

  /// The whole address, by which two servers are told apart.
  package var url: String { origin + path }
}

extension PBXAddress: CustomStringConvertible {
  package var description: String { url }
}
