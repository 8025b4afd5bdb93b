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

  @OptionGroup var diagnostics: DiagnosticOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat { parent.diagnostics.overridden(by: diagnostics).format }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "fmt")
    var status = ExitStatus.done
    for file in files.isEmpty ? ["-"] : files {
      do {
        let found = try await format(file, context)
        if found.rawValue > status.rawValue { status = found }
      } catch let failure as CommandFailure {
        // One file that can't be read or written does not keep the others from being formatted.
        try await context.messages.write(context.writer.line(failure.message))
        if failure.status.rawValue > status.rawValue { status = failure.status }
      }
    }
    try await context.output.flush()
    try await context.messages.flush()
    return status
  }

  private func format(_ file: String, _ context: CommandContext) async throws -> ExitStatus {
    let source = try await TextFile.source(file, context)
    let parsed = Parser.parse(source)
    guard let text = SourceFormatter.format(parsed) else {
      try await context.messages.write(context.writer.draw(parsed.diagnostics))
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
      try await replace(file, with: text)
    }
    return .done
  }

  private func replace(_ file: String, with text: String) async throws {
    do {
      let new = try NewFile(file, replaces: true, mode: 0o644)
      try await new.write(text)
      try await new.finish()
    } catch {
      let reason = if case NewFile.Fault.failed(let reason) = error { reason } else { "\(error)" }
      throw CommandFailure(.failed, "\(file) can't be written: \(reason)")
    }
  }
}
