import Synchronization

/// Masks secrets in what is shown of an exchange: what stands under a name that says so, and every secret that
/// it has come across, wherever it turns up later.
final class SecretMask: Sendable {
  /// The longest first, so that a secret within another leaves nothing of it.
  private let known = Mutex<[Secret]>([])

  /// Words in the names of headers, members and parameters whose values are secret.
  private static let words = [
    "password", "passwd", "passphrase", "token", "secret", "authorization", "cookie", "apikey", "credential",
    "session", "signature",
  ]

  static func isSecret(name: String) -> Bool {
    let name = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return name != "tokentype" && words.contains { name.contains($0) }
  }

  func learn(_ secret: Secret) {
    let text = secret.reveal()
    // As it stands, in a form or an address, and in JSON.
    let forms = Set([text, PercentCoding.encode(text), JSONMask.escaped(text)])
    known.withLock { known in
      for form in forms where form.count >= 4 && !known.contains(Secret(form)) { known.append(Secret(form)) }
      known.sort { $0.reveal().utf8.count > $1.reveal().utf8.count }
    }
  }

  /// Text without the secrets that are known.
  func text(_ text: String) -> String {
    known.withLock { $0 }.reduce(text) { $1.masked(in: $0) }
  }

  func header(_ name: String, _ value: String) -> PBXTrace.Header {
    let lower = name.lowercased()
    if lower == "authorization", value.hasPrefix("Bearer ") {
      learn(Secret(String(value.dropFirst("Bearer ".count))))
      return PBXTrace.Header(name: name, value: "Bearer \(Secret.mask)")
    }
    if SecretMask.isSecret(name: lower) {
      // Of a cookie the first pair is the cookie, the rest says how long and where it goes.
      let isCookie = lower.contains("cookie")
      let secret = isCookie ? value.prefix { $0 != ";" }.drop { $0 != "=" }.dropFirst() : value[...]
      learn(Secret(String(secret)))
      learn(Secret(SecretMask.decoded(secret)))
      return PBXTrace.Header(name: name, value: Secret.mask)
    }
    return PBXTrace.Header(name: name, value: text(lower == "location" ? address(value) : value))
  }

  /// An address or a path whose parameters may be secret.
  func address(_ address: String) -> String {
    guard let question = address.firstIndex(of: "?") else { return text(address) }
    let start = address.index(after: question)
    return text(address[..<start] + form(String(address[start...])))
  }

  /// `name=value&…`, as in a form or behind a question mark.
  func form(_ form: String) -> String {
    form.split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, SecretMask.isSecret(name: SecretMask.decoded(parts[0])) else {
        return String(pair)
      }
      learn(Secret(SecretMask.decoded(parts[1])))
      return "\(parts[0])=\(Secret.mask)"
    }.joined(separator: "&")
  }

  private static func decoded(_ text: Substring) -> String {
    PercentCoding.decode(text.replacing("+", with: " ")).map { String(decoding: $0, as: UTF8.self) }
      ?? String(text)
  }

  /// A body of any kind; nil where it is empty.
  func body(_ bytes: [UInt8], type: String) -> String? {
    guard !bytes.isEmpty else { return nil }
    let masked: String
    if type.lowercased().contains("form-urlencoded") {
      masked = form(String(decoding: bytes, as: UTF8.self))
    } else if let json = JSONMask.mask(bytes) {
      for secret in json.secrets { learn(secret) }
      masked = json.text
    } else {
      masked = String(decoding: bytes, as: UTF8.self)
      // What can't be read can't be masked by its names.
      if SecretMask.isSecret(name: masked) { return "(\(bytes.count) bytes, which may hold a secret)" }
    }
    return cut(text(masked), of: bytes.count)
  }

  /// How many characters of a body are shown.
  private static let longest = 2000

  private func cut(_ text: String, of count: Int) -> String {
    let end = text.index(text.startIndex, offsetBy: SecretMask.longest, limitedBy: text.endIndex)
    guard let end, end < text.endIndex else { return text }
    return "\(text[..<end])… (\(count) bytes)"
  }
}
