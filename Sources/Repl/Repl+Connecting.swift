import RateQL
import Rendering

extension Repl {
  /// Why a session's input has ended.
  package enum Ending: Sendable, Equatable {
    case ended
    /// Another server is to take this one's place.
    case connect(profile: String)
  }

  /// The servers that a session may go on to.
  package struct Profiles: Sendable {
    package var names: [String]
    /// The one that the session is with; nil where it has none.
    package var current: String?

    package init(names: [String], current: String?) {
      self.names = names
      self.current = current
    }
  }

  /// `.connect` shows the profiles, `.connect PROFILE` ends the session in favour of one with that server.
  ///
  /// - Returns: the profile to go on to; nil where the session stays.
  func connect(_ name: String) async throws -> String? {
    let profiles = configuration.profiles
    guard !name.isEmpty else {
      let names = profiles.names.map { $0 == profiles.current ? "\($0) (here)" : $0 }
      try await say(
        names.isEmpty
          ? "There are no profiles: the configuration file names them." : names.joined(separator: "\n"))
      return nil
    }
    guard session.staged == nil else {
      try await fail("edits are staged: `.commit` or `.rollback` them, then `.connect`")
      return nil
    }
    guard profiles.names.contains(name) else {
      let nearest = Suggestion.nearest(to: name, among: profiles.names).map { "did you mean `\($0)`?" }
      let others =
        profiles.names.isEmpty
        ? "the configuration file names none" : "there are " + profiles.names.joined(separator: ", ")
      try await fail("there is no profile `\(name)`; \(nearest ?? others)")
      return nil
    }
    return name
  }
}
