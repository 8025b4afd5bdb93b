import RateQL
import Rendering

extension Repl {
  /// What follows a dot command.
  enum Next {
    case goOn, quit
    case connect(String)
  }

  /// Runs a dot command.
  func runCommand(_ line: String) async throws -> Next {
    guard let (command, argument) = DotCommand.parse(line) else {
      try await fail(DotCommand.unknown(line))
      return .goOn
    }
    switch command {
    case .quit: return .quit
    case .connect: if let profile = try await connect(argument) { return .connect(profile) }
    case .help: try await help(argument)
    case .explain: try await explain(argument)
    case .mode: try await mode(argument)
    case .rows: try await rows(argument)
    case .begin: try await begin()
    case .plan: try await showPlan(argument)
    case .commit: try await commit()
    case .rollback: try await rollback()
    case .rails: try await rails(argument)
    case .journal: try await journal()
    case .undo: try await undo(argument)
    case .names:
      let names = session.names
      try await say(names.isEmpty ? "No names yet: `let NAME = …` gives one." : names.joined(separator: "\n"))
    }
    return .goOn
  }

  private func help(_ word: String) async throws {
    if word.isEmpty { return try await say(HelpText.overview) }
    if let text = HelpText.topic(word) { return try await say(text) }
    try await fail(
      "there is no help on `\(word)`; \(HelpText.nearest(to: word) ?? "`.help` lists the words")")
  }

  private func explain(_ code: String) async throws {
    if code.isEmpty { return try await say(ExplanationText.list()) }
    guard let explanation = ErrorExplanation.find(code) else {
      return try await fail(ExplanationText.unknown(code))
    }
    try await say(
      ExplanationText.draw(explanation, style: configuration.style, width: configuration.width()))
  }

  private func mode(_ word: String) async throws {
    if word.isEmpty { return try await say(configuration.format.rawValue) }
    guard let format = OutputFormat(rawValue: word.lowercased()) else {
      let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      return try await fail("there is no mode `\(word)`; modes are \(names)")
    }
    configuration.format = format
  }

  private func rows(_ word: String) async throws {
    switch (word, Int(word)) {
    case ("", _): try await say(configuration.rowLimit.map { "\($0)" } ?? "all")
    case ("all", _): configuration.rowLimit = nil
    case (_, let count?) where count > 0: configuration.rowLimit = count
    default: try await fail("`.rows` takes a number from 1 up, or `all`")
    }
  }
}
