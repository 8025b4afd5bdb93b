import Foundation

/// A time as headers have it (RFC 9110, section 5.6.7): `Wed, 21 Oct 2026 07:28:00 GMT`.
enum HTTPDate {
  /// Nil for what is no such time.
  static func time(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: text)
  }
}
