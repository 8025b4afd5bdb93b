import Crypto

/// The SHA-256 of a certificate, by which a person compares it with the PBX's own and the program knows it again.
package struct CertificateFingerprint: Sendable, Hashable {
  private let bytes: [UInt8]

  init(ofDER der: [UInt8]) { bytes = Array(SHA256.hash(data: der)) }

  /// Reads what this program, `openssl x509 -fingerprint -sha256` and browsers write: 64 hexadecimal digits,
  /// with or without colons, with or without `sha256:` before them.
  ///
  /// - Returns: nil for anything else.
  package init?(_ text: String) {
    var rest = text.lowercased().filter { !$0.isWhitespace }[...]
    for mark in ["sha-256", "sha256"] where rest.hasPrefix(mark) {
      rest = rest.dropFirst(mark.count)
      if rest.hasPrefix("fingerprint") { rest = rest.dropFirst("fingerprint".count) }
      guard let sign = rest.popFirst(), sign == ":" || sign == "=" else { return nil }
    }
    let digits = rest.utf8.filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for (high, low) in zip(digits.striding(from: 0), digits.striding(from: 1)) {
      guard let high = CertificateFingerprint.value(high), let low = CertificateFingerprint.value(low) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension CertificateFingerprint: CustomStringConvertible {
  /// `sha256:AB:CD:…`, which ``init(_:)`` reads.
  package var description: String {
    "sha256:"
      + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
  }
}

extension [UInt8] {
  /// Every second byte.
  fileprivate func striding(from start: Int) -> [UInt8] {
    stride(from: start, to: count, by: 2).map { self[$0] }
  }
}
