/// Where the program keeps what it has to remember: `rateql` in `$XDG_STATE_HOME`, or in `~/.local/state`.
enum StateFolder {
  /// Nil where the environment names neither with its whole path.
  static func path(_ environment: [String: String]) -> String? {
    func variable(_ name: String) -> String? {
      // A folder that is another from place to place would make other journals, and other locks.
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let folder = variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }
    return folder.map { $0 + "/rateql" }
  }

  /// The folder, for what must not be done without the journal in it.
  ///
  /// - Throws: ``CommandFailure`` where the environment names none.
  static func demanded(_ environment: [String: String]) throws -> String {
    guard let folder = path(environment) else { throw CommandFailure(.usage, missing) }
    return folder
  }

  static let missing =
    "there is no folder for the journal, and nothing is applied to a server without it: set HOME, or "
    + "XDG_STATE_HOME to a folder that stays"
}
