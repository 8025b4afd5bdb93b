import ArgumentParser
import RateQL
import Rendering

/// `rateql run FILE`.
struct RunCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a script; a dry run unless --apply is given.",
    discussion: "A script can start with `#!/usr/bin/env -S rateql run`.")

  @ArgumentParser.Argument(help: "The script; - for standard input.")
  var file: String

  @OptionGroup var options: RunOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat {
    parent.diagnostics.overridden(by: options.writing.diagnostics).format
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "run")
    let source = try await TextFile.source(file, context)
    return try await BatchRunner(parent.options.overridden(by: options), context).run(source)
  }
}

/// `rateql check FILE`: everything that can be told without a server.
struct CheckCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a script without running it; no server is asked.")

  @ArgumentParser.Argument(help: "The script; - for standard input.")
  var file: String

  @OptionGroup var script: ScriptOptions
  @OptionGroup var diagnostics: DiagnosticOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat { parent.diagnostics.overridden(by: diagnostics).format }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "check")
    let source = try await TextFile.source(file, context)
    let parameters = try parent.script.overridden(by: script).values()
    do throws(ProgramErrors) {
      let compiler = Compiler(files: ScriptFiles(environment: context.environment))
      _ = try compiler.check(
        compiler.parse(source), parameters: parameters, requiresParameters: false)
      return .done
    } catch {
      throw ScriptFailure(
        status: .usage, text: context.told(error))
    }
  }
}

extension RootCommand {
  func refuseProgram(beside command: String) throws {
    guard !programs.isEmpty else { return }
    throw CommandFailure(.usage, "`-e` and `\(command)` don't go together: each names a program to run")
  }
}
