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
  /// When it runs out; nil where nobody said.
  var expires: Date?
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
    if let lifetime = Grant.lifetime(answer), lifetime > 0 { setLifetime(lifetime, now) }
  }

  /// A sign-in's answer, read where it is one.
  init?(_ answer: PBXAnswer, now: ContinuousClock.Instant = .now) {
    guard answer.isSuccess, let value = try? answer.body.withUnsafeBytes({ try JSONValue.parse($0) }) else {
      return nil
    }
    self.init(value, now: now)
  }

  init(token: Secret) { access = token }

  /// So long before it runs out a grant is renewed, in seconds; a short one later.
  private static let margin = 30

  /// One that another session has kept; nil where it has run out, or is about to.
  init?(_ kept: KeptSignIn, now: ContinuousClock.Instant) {
    guard kept.access.isHeaderSafe else { return nil }
    (access, refresh) = (kept.access, kept.refresh)
    guard let expires = kept.expires else { return }
    guard let lifetime = Grant.seconds(until: expires), lifetime > Grant.margin else { return nil }
    setLifetime(lifetime, now)
  }

  /// What later sessions need of it.
  var kept: KeptSignIn { KeptSignIn(access: access, refresh: refresh, expires: expires) }

  private mutating func setLifetime(_ seconds: Int, _ now: ContinuousClock.Instant) {
    let lifetime = min(seconds, 10 * 365 * 86_400)
    renewAt = now + .seconds(lifetime - min(Grant.margin, lifetime / 10 + 1))
    expires = Date(timeIntervalSinceNow: TimeInterval(lifetime))
  }

  /// Seconds from now, out of `expires_in` or `expires_at`; nil where the answer has neither.
  private static func lifetime(_ answer: JSONValue) -> Int? {
    if let seconds = answer["expires_in"]?.integer { return seconds }
    guard let text = answer["expires_at"]?.string, let date = date(text) else { return nil }
    return seconds(until: date)
  }

  private static func seconds(until date: Date) -> Int? {
    let seconds = date.timeIntervalSinceNow
    return seconds > -1e9 && seconds < 1e12 ? Int(seconds) : nil
  }

  /// A time as RFC 3339 writes it, with or without fractions of a second.
  private static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
      ?? (try? Date(text, strategy: .iso8601))
  }
}
