/// What an application does when something stands in its way.
package struct ApplyPolicy: Sendable, Hashable {
  package enum Reaction: String, Sendable, Hashable, CaseIterable {
    /// Nothing more is begun.
    case stop
    /// The change is left out and reported, and the others go on.
    case goOn = "continue"
  }

  /// The server refuses a change. What no other request would fare better with (signed out, not allowed,
  /// not reached) stops always.
  package var onError = Reaction.stop
  /// A rate is not as the plan knows it.
  package var onConflict = Reaction.goOn

  package init(onError: Reaction = .stop, onConflict: Reaction = .goOn) {
    self.onError = onError
    self.onConflict = onConflict
  }
}
