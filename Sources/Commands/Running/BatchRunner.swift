import PBXClient
import RateQL
import Rendering
import Repl

/// Runs one script: checked as a whole, then run, then its plan shown, or applied where that was asked for.
struct BatchRunner: Sendable {
  private let script: ScriptOptions
  private let output: OutputOptions
  private let server: ServerOptions
  private let context: CommandContext
  private let compiler: Compiler

  init(_ script: ScriptOptions, _ output: OutputOptions, _ server: ServerOptions, _ context: CommandContext) {
    self.script = script
    self.output = output
    self.server = server
    self.context = context
    compiler = Compiler(
      files: ScriptFiles(excelSafe: output.excelSafe, environment: context.environment))
  }

  func run(_ source: Source) async throws -> ExitStatus {
    let program = try check(source)
    let connection = try Connection(server, context)
    try refuse(program, connection)
    return try await connection.withSession { session in try await run(program, session) }
  }

  /// Everything that is wrong with the script, before a server is asked for anything.
  private func check(_ source: Source) throws -> CheckedProgram {
    let parameters = try script.values()
    do throws(ProgramErrors) {
      return try compiler.check(compiler.parse(source), parameters: parameters)
    } catch {
      throw ScriptFailure(
        status: .usage, text: context.told(error))
    }
  }

  private func refuse(_ program: CheckedProgram, _ connection: Connection) throws {
    guard script.apply, program.edits else { return }
    if connection.isUnchosenSandbox {
      throw CommandFailure(
        .usage,
        "--apply needs a server: --url, --profile or RATEQL_URL; or --sandbox for a throw-away one")
    }
    if connection.settings.isReadOnly {
      throw CommandFailure(.stopped, "the profile is read-only: nothing is applied with it")
    }
  }

  private func run(_ program: CheckedProgram, _ store: PBXSession) async throws -> ExitStatus {
    let format = output.format ?? .table
    let settings = RenderSettings(
      style: context.outputStyle, width: context.outputIsTerminal ? context.width() : nil,
      excelSafe: output.excelSafe)
    let sink = FormattingSink(
      output: context.output, messages: context.messages, format: format, settings: settings,
      writer: context.writer)
    let plan = try await Session(store: store, compiler: compiler).run(program, sink: sink)
    try await context.output.flush()
    try Task.checkCancellation()
    guard program.edits else { return .done }
    if plan.editsEveryRate, !plan.isEmpty { await context.note(EditFlow.everyRate) }
    let flow = EditFlow(
      store: store, output: context.output, messages: context.messages, format: format, settings: settings,
      writer: context.writer)
    return script.apply ? try await apply(plan, flow, store) : try await show(plan, flow, store)
  }

  private func show(_ plan: ChangePlan, _ flow: EditFlow, _ store: PBXSession) async throws -> ExitStatus {
    if plan.isEmpty {
      await context.note("the script would change nothing" + EditFlow.roundedAway(plan))
    }
    try await flow.preview(plan, to: context.output)
    if !plan.isEmpty {
      await context.note(
        "dry run: nothing was written; with --apply \(EditFlow.counts(plan)) would go to \(store.name)")
    }
    return .done
  }

  private func apply(_ plan: ChangePlan, _ flow: EditFlow, _ store: PBXSession) async throws -> ExitStatus {
    guard !plan.isEmpty else {
      await context.note("the script changes nothing" + EditFlow.roundedAway(plan))
      return .done
    }
    // With --apply a preview for people is a matter of record; as data the plan is the result.
    let format = output.format ?? .table
    try await flow.preview(plan, to: format == .table ? context.messages : context.output)
    try Task.checkCancellation()
    let report = try await flow.apply(plan, showsProgress: context.messagesAreTerminal)
    return ExitStatus(report)
  }
}
