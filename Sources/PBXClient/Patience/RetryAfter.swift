import Foundation

/// The header `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// How long to wait, from 0.
  ///
  /// - Parameters:
  ///   - text: seconds, or a time.
  ///   - date: the answer's `Date`: the server's clock may be another than ours.
  /// - Returns: nil for a text that is neither.
  static func delay(_ text: String, date: String?, now: Date = Date()) -> Duration? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      // More digits than that are years.
      return .seconds(text.utf8.count > 9 ? 1_000_000_000 : Int(text) ?? 0)
    }
    guard let end = HTTPDate.time(text) else { return nil }
    let start = date.flatMap(HTTPDate.time) ?? now
    return .seconds(max(0, Int(end.timeIntervalSince(start).rounded(.up))))
  }
}
