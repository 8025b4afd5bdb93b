import ExactJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A leave to speak with the server: what a sign-in or a refresh gave.
struct Grant: Sendable {
  var access: Secret
  var refresh: Secret?
  /// When it is renewed, a little before it runs out; nil where nobody said.
  var renewAt: ContinuousClock.Instant?
  /// Tells one grant from the next, so that a refusal of an old one does not spend a new one.
  var serial = 0

  /// Reads a sign-in's answer. Source: the vendor's guide, "Authentication".
  init?(_ answer: JSONValue, now: ContinuousClock.Instant) {
    guard let access = answer["access_token"]?.string.map({ Secret($0) }), access.isHeaderSafe else {
      return nil
    }
    self.access = access
    refresh = answer["refresh_token"]?.string.map { Secret($0) }
    if refresh?.isEmpty == true { refresh = nil }
    if let lifetime = Grant.lifetime(answer), lifetime > 0 {
      let lifetime = min(lifetime, 10 * 365 * 86_400)
      renewAt = now + .seconds(lifetime - min(30, lifetime / 10 + 1))
    }
  }

  init(token: Secret) { access = token }

  /// Seconds from now, out of `expires_in` or `expires_at`; nil where the answer has neither.
  private static func lifetime(_ answer: JSONValue) -> Int? {
    if let seconds = answer["expires_in"]?.integer { return seconds }
    guard let text = answer["expires_at"]?.string, let date = date(text) else { return nil }
    let seconds = date.timeIntervalSinceNow
    return seconds > -1e9 && seconds < 1e12 ? Int(seconds) : nil
  }

  /// A time as RFC 3339 writes it, with or without fractions of a second.
  private static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
      ?? (try? Date(text, strategy: .iso8601))
  }
}
