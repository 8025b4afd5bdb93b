import RateQL
import Rendering

/// A command to the REPL itself; this table feeds `.help` and completion.
enum DotCommand: String, CaseIterable {
  case help, explain, mode, rows, names, rails, journal, undo, quit

  var usage: String {
    switch self {
    case .help: ".help [WORD]"
    case .explain: ".explain [CODE]"
    case .mode: ".mode [\(OutputFormat.allCases.map(\.rawValue).joined(separator: "|"))]"
    case .rows: ".rows [N|all]"
    case .names: ".names"
    case .rails: ".rails [RAIL VALUE]"
    case .journal: ".journal"
    case .undo: ".undo [RUN]"
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
    case .rails: "the guard rails: how much one edit may do; `.rails max-deletes 500` sets one"
    case .journal: "the last runs on this server, which `.undo` takes back"
    case .undo: "take the last run back, or the one of that number; asks first"
    case .quit: "end (so does Ctrl-D)"
    }
  }

  /// The command that a line calls, with its argument; nil where it names none.
  static func parse(_ line: String) -> (command: DotCommand, argument: String)? {
    let words = line.dropFirst().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let word = words.first?.lowercased() else { return nil }
    let argument = words.count > 1 ? String(words[1]).trimmingBlanks : ""
    if word == "exit" || word == "q" { return (.quit, argument) }
    return DotCommand(rawValue: word).map { ($0, argument) }
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
