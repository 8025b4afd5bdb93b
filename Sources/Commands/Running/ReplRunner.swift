import FoundationEssentials
import LineEditor
import PBXClient
import RateQL
import Rendering
import Repl

/// Opens the REPL on the server that the settings name.
struct ReplRunner: Sendable {
  private let output: OutputOptions
  private let server: ServerOptions
  private let context: CommandContext

  init(_ output: OutputOptions, _ server: ServerOptions, _ context: CommandContext) {
    self.output = output
    self.server = server
    self.context = context
  }

  func run() async throws -> ExitStatus {
    let connection = try Connection(server, context)
    let isReadOnly = connection.settings.isReadOnly
    return try await connection.withSession { store in
      let session = Session(
        store: store,
        compiler: Compiler(
          files: ScriptFiles(excelSafe: output.excelSafe, environment: context.environment)))
      try await talk(session, isReadOnly: isReadOnly)
      return .done
    }
  }

  private func talk(_ session: Session, isReadOnly: Bool) async throws {
    var configuration = Repl.Configuration()
    configuration.format = output.format ?? .table
    configuration.style = context.outputStyle
    configuration.isReadOnly = isReadOnly
    configuration.isInteractive = context.outputIsTerminal
    configuration.width = context.width
    let completion = ReplCompletion { session.names }
    var editor = TerminalLineEditor.Configuration(
      historyPath: historyPath, completion: { completion.complete($0) })
    editor.name = "rateql"
    let reader = try LineReaders.reader(
      input: context.inputDescriptor, output: context.outputDescriptor, configuration: editor)
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

  /// `$RATEQL_HISTORY`, else `rateql/history` in `$XDG_STATE_HOME` or `~/.local/state`.
  private var historyPath: String? {
    func variable(_ name: String) -> String? {
      context.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = variable("RATEQL_HISTORY") { return path }
    let folder = variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }
    return folder.map { $0 + "/rateql/history" }
  }
}
