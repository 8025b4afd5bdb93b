import ArgumentParser
import RateQL
import Rendering
import Repl

/// `rateql` itself: the REPL at a terminal, a script from `-e` or standard input elsewhere.
struct RootCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "rateql",
    abstract: "Look at, edit and apply the call rates of a PBX.",
    discussion: """
      With no arguments it opens a REPL; with nothing configured, on a sandbox PBX of its own.
      Edits are shown first: batch is a dry run unless --apply is given.

      Exit codes: 0 done or dry run, 1 failed at run time, 2 wrong command line or script, 3 stopped by an \
      assertion or guard rail, 4 applied in part, 5 not signed in or not allowed, 6 server not reached, \
      7 changes found (--detailed-exitcode), 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, PlanCommand.self, ApplyCommand.self, ResumeCommand.self,
      UndoCommand.self, JournalCommand.self, FmtCommand.self, ExportCommand.self, LoginCommand.self,
      LogoutCommand.self, TrustCommand.self, DoctorCommand.self, SandboxCommand.self,
      ExplainErrorCommand.self, HelpCommand.self,
    ])

  @Option(
    name: .customShort("e"),
    help: ArgumentHelp("Run this program; several are the lines of one.", valueName: "program"))
  var programs: [String] = []

  @OptionGroup var options: RunOptions

  var script: ScriptOptions { options.script }
  var output: OutputOptions { options.writing.output }
  var diagnostics: DiagnosticOptions { options.writing.diagnostics }
  var server: ServerOptions { options.writing.server }

  var diagnosticFormat: DiagnosticFormat { diagnostics.format }

  func run(in context: CommandContext) async throws -> ExitStatus {
    if !programs.isEmpty {
      let text = programs.joined(separator: "\n")
      guard text.contains(where: { !$0.isWhitespace }) else {
        throw CommandFailure(.usage, "the program given with -e is empty")
      }
      let source = Source(name: "-e", text: text)
      return try await BatchRunner(options, context).run(source)
    }
    if context.inputIsTerminal {
      guard !script.apply, script.parameters.isEmpty, diagnostics.diagnostics == nil else {
        throw CommandFailure(
          .usage,
          "--apply, --param and --diagnostics go with a script: `rateql run FILE` or `-e PROGRAM`")
      }
      return try await ReplRunner(options, context).run()
    }
    let source = Source(name: "<standard input>", text: try await TextFile.standardInput(context))
    return try await BatchRunner(options, context).run(source)
  }
}

enum Version {
  static let text = "0.1.0"
}
