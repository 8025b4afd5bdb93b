import ArgumentParser
import BulkEdit
import RateQL
import Rendering
import Repl

/// `rateql resume [RUN]`: settles what is in doubt, and finishes what is left where that is asked for.
struct ResumeCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Settle a run that did not end, and finish it with --apply.",
    discussion: """
      What was sent without an answer is read back; a write may land late, so what is not there is looked at \
      again once --late-writes seconds have passed since it was sent.
      """)

  @ArgumentParser.Argument(help: "The run's number; the last one that did not end where it is left out.")
  var run: Int64?

  @Flag(help: "Carry out what is left.")
  var apply = false

  @Flag(help: "Give the run up: nothing more of it is done.")
  var abandon = false

  @Option(help: ArgumentHelp("How long a write may still land.", valueName: "seconds"))
  var lateWrites = 65

  @OptionGroup var writing: WritingOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat { parent.diagnostics.overridden(by: writing.diagnostics).format }

  func validate() throws {
    guard (0...86_400).contains(lateWrites) else {
      throw ValidationError("--late-writes takes seconds from 0 to 86,400")
    }
    guard !apply || !abandon else {
      throw ValidationError("--apply finishes the run and --abandon gives it up: give one of them")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "resume")
    let (number, lateWrites, apply, abandon) = (run, lateWrites, apply || parent.script.apply, abandon)
    let recovery = try Recovery(
      context, parent.options.writing.overridden(by: writing), rails: nil, writes: apply)
    return try await recovery.run { desk, run in
      var editor = desk.editor
      editor.lateWrites = .seconds(lateWrites)
      let found = try await editor.run(number, to: .resume)
      return try await editor.holding("resuming run \(found.id)") { [editor] hold in
        let settlement = try await editor.settle(found, under: hold) { wait in
          await context.note(
            "waiting \(HumanNumber.duration(wait)): what was sent without an answer may still land")
        }
        try await ResumeText.tell(settlement, context)
        if abandon {
          try await editor.abandon(settlement, under: hold)
          await context.note(
            "run \(found.id) was given up; `rateql undo \(found.id)` takes back what it did")
          return .done
        }
        guard !settlement.left.isEmpty else { return settlement.conflicts.isEmpty ? .done : .partial }
        let rest = settlement.remainder
        guard apply else {
          return try await run.show(
            rest,
            advice: "`rateql resume \(found.id) --apply` finishes \(EditFlow.counts(rest)), "
              + "`--abandon` gives them up")
        }
        // A matter of record, as in every application.
        try await run.flow.preview(rest, to: run.format == .table ? context.messages : context.output)
        let finished = try await run.flow.finish(
          settlement, under: hold, showsProgress: context.messagesAreTerminal)
        let status = try await run.leave(
          finished, BulkEditor.Origin(script: found.script, note: found.note))
        // The run is judged as a whole: what was done before this counts too.
        return status == .failed && !settlement.done.isEmpty ? .partial : status
      }
    }
  }
}

/// `rateql undo [RUN]`: takes a run back.
struct UndoCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a run back; a dry run unless --apply is given.")

  @ArgumentParser.Argument(help: "The run's number; the last one on this server where it is left out.")
  var run: Int64?

  @Option(help: ArgumentHelp("Take back the changes of these rates only.", valueName: "condition"))
  var only: String?

  @Flag(help: "Write what the undo would change; without it nothing is written.")
  var apply = false

  @Option(
    help: ArgumentHelp(
      "The connect_fee that rates had before the run, where the server did not show it.", valueName: "amount")
  )
  var connectFee: String?

  @OptionGroup var plans: PlanOptions
  @OptionGroup var rails: RailOptions
  @OptionGroup var writing: WritingOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat { parent.diagnostics.overridden(by: writing.diagnostics).format }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "undo")
    let plans = parent.options.plans.overridden(by: plans)
    let apply = apply || parent.script.apply
    try plans.refuse(beside: apply)
    try PlanStore.check(plans.planOut)
    let fee = try connectFee.map { text in
      guard let fee = UndoText.connectFee(text) else {
        throw CommandFailure(.usage, UndoText.refusedFee(text))
      }
      return fee
    }
    let recovery = try Recovery(
      context, parent.options.writing.overridden(by: writing),
      rails: parent.options.rails.overridden(by: rails), writes: apply)
    let (number, only) = (run, only)
    return try await recovery.run { desk, run in
      let found = try await desk.editor.run(number, to: .undo)
      let undo = try await desk.editor.undoPlan(of: found, only: only, connectFee: fee)
      try await Session(store: desk.editor.store).validate(undo.plan)
      for line in UndoText.lines(undo) { await context.note(line) }
      guard !undo.plan.isEmpty else { return undo.conflicts.isEmpty ? .done : .partial }
      let origin = BulkEditor.Origin(
        script: "undo of run \(found.id)", note: recovery.edits.note, undoes: found.id)
      guard apply else {
        let status = try await run.show(
          undo.plan, advice: "`rateql undo \(found.id) --apply` carries it out")
        if status == .done, let path = plans.planOut { try await run.write(undo.plan, origin, to: path) }
        return status == .done && plans.detailedExitcode ? .changes : status
      }
      let status = try await run.carryOut(undo.plan, origin)
      return status == .done && !undo.conflicts.isEmpty ? .partial : status
    }
  }
}
