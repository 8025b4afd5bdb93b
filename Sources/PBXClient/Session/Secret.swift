/// A token or a password. It never shows itself: a log, a message or a dump of it reads `•••`.
package struct Secret: Sendable, Hashable {
  private let value: String

  package init(_ value: String) { self.value = value }

  /// The secret itself, for the request that needs it.
  package func reveal() -> String { value }

  package var isEmpty: Bool { value.isEmpty }

  /// Whether it may stand in a header: visible ASCII alone, so that nothing can be slipped in behind it.
  package var isHeaderSafe: Bool {
    !value.isEmpty && value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  static let mask = "•••"

  /// `text` with every appearance of the secret masked. Very short secrets would mask half of a message
  /// and tell more than they hide; they are left.
  func masked(in text: String) -> String {
    value.count < 4
      ? text
      : text.split(separator: value, omittingEmptySubsequences: false)
        .joined(separator: Secret.mask)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { Secret.mask }
  package var debugDescription: String { Secret.mask }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
