import RateQL
import Rendering

/// A command to the REPL itself; this table feeds `.help` and completion.
enum DotCommand: String, CaseIterable {
  case help, explain, mode, rows, names, begin, plan, commit, rollback, rails, journal, undo, connect, quit

  var usage: String {
    switch self {
    case .help: ".help [WORD]"
    case .explain: ".explain [CODE]"
    case .mode: ".mode [\(OutputFormat.allCases.map(\.rawValue).joined(separator: "|"))]"
    case .rows: ".rows [N|all]"
    case .names: ".names"
    case .begin: ".begin"
    case .plan: ".plan [all|FORMAT]"
    case .commit: ".commit"
    case .rollback: ".rollback"
    case .rails: ".rails [RAIL VALUE]"
    case .journal: ".journal"
    case .undo: ".undo [RUN] [--only CONDITION] [--connect-fee AMOUNT]"
    case .connect: ".connect [PROFILE]"
    case .quit: ".quit"
    }
  }

  var summary: String {
    switch self {
    case .help: "this help, or help on a word, or on stages, functions, fields, operators …"
    case .explain: "what an error code such as RQ2001 means; all codes without one"
    case .mode: "how results are written"
    case .rows: "how many rows of a result are shown"
    case .names: "the names that `let` gave"
    case .begin: "stage edits from here on: several make one plan, which later reads see"
    case .plan: "what is staged; `all` shows every row, a format such as `csv` writes it as data"
    case .commit: "show what is staged, ask, and write it"
    case .rollback: "drop what is staged; nothing is written"
    case .rails: "the guard rails: how much one edit may do; `.rails max-deletes 500` sets one"
    case .journal: "the last runs on this server, which `.undo` takes back"
    case .undo: "take the last run back, or the one of that number, or these rates of it; asks first"
    case .connect: "go on with the server of another profile; without one, lists them"
    case .quit: "end (so does Ctrl-D)"
    }
  }

  /// The command that a line calls, with its argument; nil where it names none.
  static func parse(_ line: String) -> (command: DotCommand, argument: String)? {
    let words = line.dropFirst().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let word = words.first?.lowercased() else { return nil }
    let argument = words.count > 1 ? String(words[1]).trimmingBlanks : ""
    if word == "exit" || word == "q" { return (.quit, argument) }
    if word == "abort" { return (.rollback, argument) }
    return DotCommand(rawValue: word).map { ($0, argument) }
  }

  /// The command that a line without a dot means: `help`, `quit`, and what SQL has for staging, such as
  /// `BEGIN;`. Nil for anything else, and where the first word is a name of the session's own.
  static func bare(_ line: String, names: [String]) -> String? {
    var text = line
    while text.last == ";" { text = String(text.dropLast()).trimmingBlanks }
    let words = text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    guard let first = words.first, !names.contains(where: { $0.lowercased() == first }) else { return nil }
    switch words {
    case ["help"], ["quit"], ["exit"]: return ".\(first)"
    case ["begin"], ["commit"], ["rollback"], ["abort"], ["begin", "transaction"], ["begin", "work"],
      ["commit", "transaction"], ["commit", "work"], ["rollback", "transaction"], ["rollback", "work"]:
      return ".\(first)"
    case ["start", "transaction"]: return ".begin"
    default: return nil
    }
  }

  static func unknown(_ line: String) -> String {
    let word = String(line.dropFirst().prefix { $0 != " " })
    let nearest = Suggestion.nearest(to: word, among: allCases.map(\.rawValue))
    return "there is no command `.\(word)`" + (nearest.map { "; did you mean `.\($0)`?" } ?? "; see `.help`")
  }
}

extension String {
  var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
