import ArgumentParser
import RateQL
import Rendering

/// `rateql fmt`: scripts in their one canonical form.
struct FmtCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Bring scripts into their one canonical form; their comments are kept.",
    discussion: """
      Files are rewritten in place, where that changes them. With no file, or -, the script comes from \
      standard input and goes to standard output. A script that does not parse is reported and left alone.
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("The scripts; - for standard input.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Write nothing: name the files that would change, and end with 1 where there are any.")
  var check = false

  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "fmt")
    var status = ExitStatus.done
    for file in files.isEmpty ? ["-"] : files {
      let found = try await format(file, context)
      if found.rawValue > status.rawValue { status = found }
    }
    try await context.output.flush()
    return status
  }

  private func format(_ file: String, _ context: CommandContext) async throws -> ExitStatus {
    let source: Source
    do {
      source = try await TextFile.source(file, context)
    } catch let failure as CommandFailure {
      // One file that can't be read does not keep the others from being formatted.
      try await context.messages.write(RunErrorText.line(failure.message, context.messageStyle))
      try await context.messages.flush()
      return failure.status
    }
    let parsed = Parser.parse(source)
    guard let text = SourceFormatter.format(parsed) else {
      try await context.messages.write(
        DiagnosticText.draw(parsed.diagnostics, style: context.messageStyle))
      try await context.messages.flush()
      return .usage
    }
    if check {
      guard text != source.text else { return .done }
      try await context.output.write(source.name + "\n")
      return .failed
    }
    if file == "-" {
      try await context.output.write(text)
    } else if text != source.text {
      try NewFile.replace(file, with: text)
    }
    return .done
  }
}
