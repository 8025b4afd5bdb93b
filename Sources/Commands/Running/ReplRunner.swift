import BulkEdit
import FoundationEssentials
import LineEditor
import PBXClient
import RateQL
import Rendering
import Repl
import Synchronization

/// Opens the REPL on the server that the settings name, and on others as `.connect` names them.
struct ReplRunner: Sendable {
  private let options: RunOptions
  private let context: CommandContext
  /// The names that completion offers, of the session that there is now.
  private let current = CurrentSession()

  init(_ options: RunOptions, _ context: CommandContext) {
    self.options = options
    self.context = context
  }

  private final class CurrentSession: Sendable {
    let session = Mutex<Session?>(nil)
  }

  func run() async throws -> ExitStatus {
    var connection = try Connection(options.writing.server, context)
    let profiles = try ConfigurationFile.load(context.environment)?.profiles.keys.sorted() ?? []
    let reader = try reader(profiles)
    // What was set by hand goes along; the rest is the server's.
    var kept: Repl.Configuration?
    while true {
      let (here, before) = (connection, kept)
      let next = try await here.withSession { server in
        try await talk(server, here, profiles, reader, before)
      }
      guard let (place, configuration) = next else { return .done }
      (connection, kept) = (place, configuration)
    }
  }

  private func reader(_ profiles: [String]) throws -> any LineReader {
    let completion = ReplCompletion(profiles: profiles) { [current] in
      current.session.withLock { $0 }?.names ?? []
    }
    var editor = TerminalLineEditor.Configuration(
      historyPath: historyPath, completion: { completion.complete($0) })
    editor.name = "rateql"
    return try LineReaders.reader(
      input: context.inputDescriptor, output: context.outputDescriptor, configuration: editor)
  }

  /// - Returns: where to go on; nil where the session has ended.
  private func talk(
    _ server: ServerConnection, _ connection: Connection, _ profiles: [String], _ reader: any LineReader,
    _ before: Repl.Configuration?
  ) async throws -> (Connection, Repl.Configuration)? {
    let desk = try EditDesk.open(server, options.writing.edits.policy, context, writes: false)
    await desk.tellUnfinished(context)
    let isUnkept = server.isLasting && !desk.isLasting
    if isUnkept { await context.note(StateFolder.missing) }
    let session = Session(
      store: server.session,
      compiler: Compiler(
        files: ScriptFiles(excelSafe: options.writing.output.excelSafe, environment: context.environment)))
    current.session.withLock { $0 = session }
    var configuration = try configuration(desk, connection)
    if isUnkept { configuration.isReadOnly = true }
    configuration.profiles = Repl.Profiles(names: profiles, current: connection.settings.profile)
    if let before { (configuration.format, configuration.rowLimit) = (before.format, before.rowLimit) }
    let name = VisibleText.make(session.store.name)
    if context.outputIsTerminal {
      try await context.output.write(
        before == nil
          ? "RateQL \(Version.text) on \(name). `.help` for help, Ctrl-D ends.\n" : "Now on \(name).\n")
      try await context.output.flush()
    }
    if before == nil, let problem = (reader as? TerminalLineEditor)?.historyProblem {
      await context.note(problem)
    }
    let repl = Repl(
      session: session, reader: reader, output: context.output, messages: context.messages,
      interrupts: context.interrupts, configuration: configuration)
    while case .connect(let profile) = try await repl.run() {
      do {
        return (try await meet(profile), repl.configuration)
      } catch {
        try await tell(error)
      }
    }
    return nil
  }

  private func configuration(_ desk: EditDesk, _ connection: Connection) throws -> Repl.Configuration {
    var configuration = Repl.Configuration()
    configuration.editor = desk.editor
    configuration.journalIsLasting = desk.isLasting
    configuration.rails = try options.rails.rails(connection.settings.rails)
    configuration.isReadOnly = connection.settings.isReadOnly
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
    configuration.format = options.writing.output.format ?? .table
    configuration.style = context.outputStyle
    configuration.isInteractive = context.outputIsTerminal
    configuration.width = context.width
    return configuration
  }

  /// A connection with the server of another profile, where that lets us in.
  private func meet(_ profile: String) async throws -> Connection {
    var server = try ServerOptions.parse([])
    server.profile = profile
    server.connections = options.writing.server.connections
    server.trace = options.writing.server.trace
    server.fullScan = options.writing.server.fullScan
    var context = context
    // What the flags and the environment say is about the first server, and its secrets are for that alone.
    for name in ServerChoice.variables { context.environment[name] = nil }
    let connection = try Connection(server, context)
    _ = try options.rails.rails(connection.settings.rails)
    try await connection.check()
    return connection
  }

  /// Why there is no going on to another server.
  private func tell(_ error: any Error) async throws {
    switch error {
    case let failure as CommandFailure: await context.tell(failure.message)
    case is StoreError, is PBXConfigurationError: await context.tell("\(error)")
    case is CancellationError: try await context.messages.write(context.writer.draw(RunError.cancelled))
    default: throw error
    }
  }

  /// `$RATEQL_HISTORY`, else `history` in the program's state folder.
  private var historyPath: String? {
    if let path = context.environment["RATEQL_HISTORY"], !path.isEmpty { return path }
    return StateFolder.path(context.environment).map { $0 + "/history" }
  }
}
