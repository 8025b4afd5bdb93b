import ArgumentParser
import RateQL
import Rendering
import Repl

/// `rateql help`: on the program's commands, and on the words of the language.
struct HelpCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract: "Show help on a command, or on the language: a word, or all of a kind.",
    discussion: """
      Kinds are \(HelpTopic.allCases.map(\.rawValue).joined(separator: ", ")). \
      A word is any of the language: where, round, price_n, +=, RQ2001.
      """)

  @ArgumentParser.Argument(help: "A command, a word of the language, or a kind of words.")
  var words: [String] = []

  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "help")
    let columns = context.outputIsTerminal ? context.width() : nil
    guard let word = words.first else {
      return try await context.show(RootCommand.helpMessage(columns: columns))
    }
    let commands = RootCommand.configuration.subcommands
    if words.count == 2, let command = commands.first(where: { $0.configuration.commandName == word }),
      let inner = command.configuration.subcommands.first(where: {
        $0.configuration.commandName == words[1]
      })
    {
      return try await context.show(RootCommand.helpMessage(for: inner, columns: columns))
    }
    guard words.count == 1 else {
      throw CommandFailure(.usage, "`help` takes one word, not `\(words.joined(separator: " "))`")
    }
    if let command = commands.first(where: { $0.configuration.commandName == word }) {
      return try await context.show(RootCommand.helpMessage(for: command, columns: columns))
    }
    if let text = HelpText.topic(word) { return try await context.show(text) }
    if let explanation = ErrorExplanation.find(word) {
      return try await context.show(
        ExplanationText.draw(explanation, style: context.outputStyle, width: columns))
    }
    let names = commands.compactMap { $0.configuration.commandName }
    let nearest = Suggestion.nearest(to: word, among: names).map { "did you mean `\($0)`?" }
    throw CommandFailure(
      .usage,
      "there is no help on `\(word)`; "
        + (nearest ?? HelpText.nearest(to: word)
          ?? "`rateql help` lists the commands, `rateql help stages` stages"))
  }
}

/// `rateql explain-error`: what a code means.
struct ExplainErrorCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain-error",
    abstract: "Tell what an error code means, with a program that gives it and the program mended.",
    discussion: "Without a code it lists them all.")

  @ArgumentParser.Argument(help: "A code such as RQ2001.")
  var code: String?

  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "explain-error")
    guard let code else { return try await context.show(ExplanationText.list()) }
    guard let explanation = ErrorExplanation.find(code) else {
      throw CommandFailure(.usage, ExplanationText.unknown(code))
    }
    let width = context.outputIsTerminal ? context.width() : nil
    return try await context.show(ExplanationText.draw(explanation, style: context.outputStyle, width: width))
  }
}

extension CommandContext {
  fileprivate func show(_ text: String) async throws -> ExitStatus {
    try await output.write(text.hasSuffix("\n") ? text : text + "\n")
    try await output.flush()
    return .done
  }
}
