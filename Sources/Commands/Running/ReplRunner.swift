import BulkEdit
import FoundationEssentials
import LineEditor
import PBXClient
import RateQL
import Rendering
import Repl

/// Opens the REPL on the server that the settings name.
struct ReplRunner: Sendable {
  private let options: RunOptions
  private let context: CommandContext

  init(_ options: RunOptions, _ context: CommandContext) {
    self.options = options
    self.context = context
  }

  private var output: OutputOptions { options.writing.output }

  func run() async throws -> ExitStatus {
    let connection = try Connection(options.writing.server, context)
    let isReadOnly = connection.settings.isReadOnly
    let rails = try options.rails.rails(connection.settings.rails)
    return try await connection.withSession { server in
      let desk = try EditDesk.open(server, options.writing.edits.policy, context, writes: false)
      await desk.tellUnfinished(context)
      let isUnkept = server.isLasting && !desk.isLasting
      if isUnkept { await context.note(StateFolder.missing) }
      let session = Session(
        store: server.session,
        compiler: Compiler(
          files: ScriptFiles(excelSafe: output.excelSafe, environment: context.environment)))
      try await talk(session, desk, rails, isReadOnly: isReadOnly || isUnkept)
      return .done
    }
  }

  private func talk(
    _ session: Session, _ desk: EditDesk, _ rails: GuardRails, isReadOnly: Bool
  ) async throws {
    var configuration = Repl.Configuration()
    configuration.editor = desk.editor
    configuration.journalIsLasting = desk.isLasting
    configuration.rails = rails
    let editor = desk.editor
    configuration.savePlan = { plan, origin, path in
      do {
        try await PlanStore.write(
          PlanFile(
            plan, target: editor.target, made: Date(), tool: Version.text, script: origin.script,
            undoes: try await editor.name(of: origin.undoes)), to: path)
        return nil
      } catch let failure as CommandFailure {
        return failure.message
      } catch {
        return "the plan can't be written to \(path): \(error)"
      }
    }
    configuration.format = output.format ?? .table
    configuration.style = context.outputStyle
    configuration.isReadOnly = isReadOnly
    configuration.isInteractive = context.outputIsTerminal
    configuration.width = context.width
    let completion = ReplCompletion { session.names }
    var lineEditor = TerminalLineEditor.Configuration(
      historyPath: historyPath, completion: { completion.complete($0) })
    lineEditor.name = "rateql"
    let reader = try LineReaders.reader(
      input: context.inputDescriptor, output: context.outputDescriptor, configuration: lineEditor)
    if context.outputIsTerminal {
      try await context.output.write(
        "RateQL \(Version.text) on \(VisibleText.make(session.store.name)). `.help` for help, Ctrl-D ends.\n")
      try await context.output.flush()
    }
    if let problem = (reader as? TerminalLineEditor)?.historyProblem { await context.note(problem) }
    try await Repl(
      session: session, reader: reader, output: context.output, messages: context.messages,
      interrupts: context.interrupts, configuration: configuration
    ).run()
  }

  /// `$RATEQL_HISTORY`, else `history` in the program's state folder.
  private var historyPath: String? {
    if let path = context.environment["RATEQL_HISTORY"], !path.isEmpty { return path }
    return StateFolder.path(context.environment).map { $0 + "/history" }
  }
}
