import BulkEdit
import RateQL
import Rendering
import Repl

/// Runs one script: checked as a whole, then run, then its plan shown, or applied where that was asked for.
struct BatchRunner: Sendable {
  private let script: ScriptOptions
  private let output: OutputOptions
  private let server: ServerOptions
  private let rails: RailOptions
  private let edits: EditOptions
  private let plans: PlanOptions
  private let context: CommandContext
  private let compiler: Compiler

  init(_ options: RunOptions, _ context: CommandContext) {
    script = options.script
    output = options.writing.output
    server = options.writing.server
    rails = options.rails
    edits = options.writing.edits
    plans = options.plans
    self.context = context
    compiler = Compiler(
      files: ScriptFiles(excelSafe: output.excelSafe, environment: context.environment))
  }

  func run(_ source: Source) async throws -> ExitStatus {
    let program = try check(source)
    let connection = try Connection(server, context)
    try refuse(program, connection)
    let rails = try rails.rails(connection.settings.rails)
    try PlanStore.check(plans.planOut)
    try edits.checkFiles()
    return try await connection.withSession { server in try await run(program, server, rails) }
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
    guard plans.planOut == nil || !script.apply else {
      throw CommandFailure(
        .usage, "--plan-out saves a plan for later, and --apply carries it out now: give one of them")
    }
    guard script.apply, program.edits else { return }
    if connection.isUnchosenSandbox {
      throw CommandFailure(
        .usage,
        "--apply needs a server: --url, --profile or RATEQL_URL; or --sandbox for a throw-away one")
    }
    try connection.refuseReadOnly()
    // Told before the script is run: it may write files.
    if connection.isLasting { _ = try StateFolder.demanded(context.environment) }
  }

  private func run(_ program: CheckedProgram, _ server: ServerConnection, _ rails: GuardRails) async throws
    -> ExitStatus
  {
    let sink = FormattingSink(
      output: context.output, messages: context.messages, format: output.format ?? .table,
      settings: output.settings(context),
      writer: context.writer)
    let plan = try await Session(store: server.session, compiler: compiler).run(program, sink: sink)
    try await context.output.flush()
    try Task.checkCancellation()
    guard program.edits else { return .done }
    if plan.editsEveryRate, !plan.isEmpty { await context.note(EditFlow.everyRate) }
    let desk = try EditDesk.open(server, edits.policy, context, writes: script.apply)
    await desk.tellUnfinished(context)
    let run = EditRun(context, desk, rails: rails, options: edits, output: output)
    let origin = BulkEditor.Origin(script: program.program.source.name, note: edits.note)
    return script.apply
      ? try await apply(plan, program, run, origin, server) : try await show(plan, program, run, origin)
  }

  private func show(
    _ plan: ChangePlan, _ program: CheckedProgram, _ run: EditRun, _ origin: BulkEditor.Origin
  ) async throws -> ExitStatus {
    if plan.isEmpty {
      await context.note("the script would change nothing" + EditFlow.roundedAway(plan))
    }
    let counts = EditFlow.counts(plan)
    let label = run.desk.editor.target.label
    let status = try await run.show(
      plan,
      advice: plans.planOut.map { "`rateql apply \($0)` sends \(counts) to \(label)" }
        ?? "with --apply \(counts) would go to \(label)")
    guard status == .done else { return status }
    if let path = plans.planOut {
      try await run.write(
        plan, origin, parameters: try script.values(), asserts: program.program.assertCount, to: path)
    }
    return plans.detailedExitcode && !plan.isEmpty ? .changes : .done
  }

  private func apply(
    _ plan: ChangePlan, _ program: CheckedProgram, _ run: EditRun, _ origin: BulkEditor.Origin,
    _ server: ServerConnection
  ) async throws -> ExitStatus {
    guard !plan.isEmpty else {
      await context.note("the script changes nothing" + EditFlow.roundedAway(plan))
      return .done
    }
    return try await run.carryOut(plan, origin) { ids in
      // The same edit on the rates as they are now, of those rates alone that others had changed.
      let again = try await Session(store: server.session, compiler: compiler).run(program)
      return ChangePlan(
        changes: again.changes.filter { $0.id.map(ids.contains) ?? false }, billing: nil, unchanged: 0)
    }
  }
}
