#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What is kept of a sign-in: never the password.
package struct KeptSignIn: Sendable, Hashable {
  package var access: Secret
  /// Good for a new pair, once.
  package var refresh: Secret?
  /// When `access` runs out; nil where the server did not say.
  package var expires: Date?

  package init(access: Secret, refresh: Secret?, expires: Date?) {
    self.access = access
    self.refresh = refresh
    self.expires = expires
  }
}

/// Where the sign-in of one user at one server is kept, for later sessions and for those of other processes.
package protocol SignInKeeper: Sendable {
  /// What is kept now; nil where nothing is.
  func load() throws -> KeptSignIn?

  /// Replaces what is kept, as a whole.
  func save(_ signIn: KeptSignIn) async throws

  /// Runs `body` while nobody else, in this process or another, runs one for the same sign-in: a refresh token
  /// is good once, so that who finds it used has to find the new one beside it.
  func exclusively<Result: Sendable>(
    _ body: @concurrent @Sendable () async throws -> Result
  ) async throws -> Result
}
