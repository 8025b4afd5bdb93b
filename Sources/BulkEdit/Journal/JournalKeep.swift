/// How much of the past a journal keeps. Runs that are not finished are always kept.
package struct JournalKeep: Sendable, Hashable {
  /// Runs that ended longer ago are removed; nil for no such limit.
  package var age: Duration?
  /// When the journal takes more bytes, the oldest runs go until it does not; nil for no such limit.
  package var bytes: Int?

  package static let defaultAge = Duration.seconds(400 * 86_400)
  package static let defaultBytes = 500_000_000

  package init(age: Duration? = defaultAge, bytes: Int? = defaultBytes) {
    self.age = age
    self.bytes = bytes
  }
}
