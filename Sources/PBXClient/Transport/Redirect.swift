/// Where an answer sends a request on to. Source: RFC 9110, sections 10.2.2 and 15.4; RFC 3986, section 5.2.
enum Redirect {
  /// How often one request is sent on.
  static let most = 3

  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]
  /// Those that say to send the very same request again: it was not done. The others make a GET of a POST.
  private static let keepingMethod: Set<Int> = [307, 308]

  static func isFollowed(_ status: Int, _ method: PBXRequest.Method) -> Bool {
    method == .get ? statuses.contains(status) : keepingMethod.contains(status)
  }

  /// The path, with its query, that a request goes on at.
  ///
  /// - Parameters:
  ///   - location: what the answer's `Location` says.
  ///   - path: the path that was asked, with its query.
  /// - Returns: nil for another server, scheme or port, which get neither the request nor its token, and for
  ///   what is no address.
  static func path(of location: String, from path: String, at server: PBXAddress) -> String? {
    let location = location.prefix { $0 != "#" }
    guard !location.isEmpty, location.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    if location.hasPrefix("//") { return absolute("\(server.scheme):\(location)", server) }
    let scheme = location.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    if !scheme.isEmpty, location.dropFirst(scheme.count).first == ":" { return absolute(location, server) }
    if location.hasPrefix("/") { return String(location) }
    let asked = path.prefix { $0 != "?" }
    if location.hasPrefix("?") { return String(asked) + location }
    let folder = asked.lastIndex(of: "/").map { asked[...$0] } ?? "/"
    return String(folder) + location
  }

  private static func absolute(_ location: some StringProtocol, _ server: PBXAddress) -> String? {
    guard let separator = location.firstRange(of: "://"),
      location[..<separator.lowerBound].lowercased() == server.scheme
    else { return nil }
    let rest = location[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let (host, portText) = PBXAddress.split(Substring(authority)), host == server.host else {
      return nil
    }
    let usual = server.scheme == "https" ? 443 : 80
    guard (portText.map { Int($0) } ?? usual) == server.port else { return nil }
    let path = rest[authority.endIndex...]
    return path.hasPrefix("/") ? String(path) : "/" + path
  }
}
