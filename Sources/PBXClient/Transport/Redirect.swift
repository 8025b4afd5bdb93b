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

  /// The path that asks for the same there: a query that got lost is put back. What no redirect of this request
  /// should do is followed no further: a page, a condition or a written rate would be another one.
  ///
  /// - Parameter next: the path that an answer sends `request` on to.
  static func same(_ request: PBXRequest, at next: String) -> String? {
    let (asked, wanted) = split(request.path)
    let (path, given) = split(next)
    if request.isWrite, !path.hasSuffix(asked), !path.hasSuffix("\(asked)/") { return nil }
    guard !wanted.isEmpty else { return next }
    guard !given.isEmpty else { return "\(path)?\(wanted)" }
    func options(_ query: Substring) -> Set<[UInt8]?> {
      Set(query.split(separator: "&").map { PercentCoding.decode($0.replacing("+", with: "%20")) })
    }
    return options(wanted).isSubset(of: options(given)) ? next : nil
  }

  private static func split(_ path: String) -> (path: Substring, query: Substring) {
    let place = path.firstIndex(of: "?") ?? path.endIndex
    return (path[..<place], path[place...].dropFirst())
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
