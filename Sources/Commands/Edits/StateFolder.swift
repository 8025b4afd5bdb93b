/// Where the program keeps what it has to remember: `rateql` in `$XDG_STATE_HOME`, or in `~/.local/state`.
enum StateFolder {
  /// Nil where the environment names neither.
  static func path(_ environment: [String: String]) -> String? {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let folder = variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }
    return folder.map { $0 + "/rateql" }
  }
}
