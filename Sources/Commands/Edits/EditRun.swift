import BulkEdit
import FoundationEssentials
import RateQL
import Rendering
import Repl

/// A plan on its way to the server: rails, preview, application, what is left over, exit code. Scripts, saved
/// plans, resumes and undos take the same way.
struct EditRun: Sendable {
  let context: CommandContext
  let desk: EditDesk
  /// Nil for the rest of a run, which was let through when it began.
  let rails: GuardRails?
  let options: EditOptions
  let format: OutputFormat
  let settings: RenderSettings

  init(
    _ context: CommandContext, _ desk: EditDesk, rails: GuardRails?, options: EditOptions,
    output: OutputOptions
  ) {
    self.context = context
    self.desk = desk
    self.rails = rails
    self.options = options
    format = output.format ?? .table
    settings = output.settings(context)
  }

  var flow: EditFlow {
    EditFlow(
      editor: desk.editor, isLasting: desk.isLasting, output: context.output, messages: context.messages,
      format: format, settings: settings, writer: context.writer)
  }

  /// Shows what would be done.
  ///
  /// - Returns: ``ExitStatus/stopped`` where a guard rail would stop it.
  func show(_ plan: ChangePlan, advice: String) async throws -> ExitStatus {
    try await flow.preview(plan, to: context.output)
    guard !plan.isEmpty else { return .done }
    guard await isLetThrough(rails?.breaches(plan) ?? []) else { return .stopped }
    await context.note("dry run: nothing was written; \(advice)")
    return .done
  }

  /// Carries a plan out, with its preview told first.
  ///
  /// - Parameter remake: the changes of the rates by these ids, made anew on the rates as they are now; nil
  ///   where that can't be done.
  func carryOut(
    _ plan: ChangePlan, _ origin: BulkEditor.Origin,
    remake: (@Sendable (Set<String>) async throws -> ChangePlan)? = nil
  ) async throws -> ExitStatus {
    async let breaches = rails?.breaches(plan) ?? []
    // A preview for people is a matter of record here; as data the plan is the result.
    try await flow.preview(plan, to: format == .table ? context.messages : context.output)
    guard await isLetThrough(breaches) else { return .stopped }
    try Task.checkCancellation()
    let run = try await flow.apply(plan, from: origin, showsProgress: context.messagesAreTerminal)
    return try await leave(run, origin, remake)
  }

  /// Writes the files of what is left, and finds the exit code.
  func leave(
    _ run: BulkEditor.Run, _ origin: BulkEditor.Origin,
    _ remake: (@Sendable (Set<String>) async throws -> ChangePlan)? = nil
  ) async throws -> ExitStatus {
    let report = run.report
    if let path = options.rejects, !report.rejects.isEmpty {
      try await write(report.rejects, origin, to: path)
      await context.note("what was not applied is in \(path); `rateql apply \(path)` tries it again")
    }
    if options.rejects != nil, report.isInDoubt {
      await context.note(
        "what may have been written is not in it: `rateql resume \(run.id)` finds out")
    }
    if let path = options.rebaseOut, !report.conflicts.isEmpty {
      try await rebase(report, origin, remake, to: path)
      return .partial
    }
    return ExitStatus(report)
  }

  private func rebase(
    _ report: ApplyReport, _ origin: BulkEditor.Origin,
    _ remake: (@Sendable (Set<String>) async throws -> ChangePlan)?, to path: String
  ) async throws {
    let ids = Set(report.conflicts.compactMap { $0.step.change?.id })
    let plan: ChangePlan
    do {
      plan = try await remake?(ids) ?? report.rebased
    } catch let error as RunError {
      return await context.note(
        "no plan was written to \(path): the script can't be run again on the rates as they are now (\(error))"
      )
    }
    guard !plan.isEmpty else {
      return await context.note(
        "no plan was written to \(path): what was to change was changed by others, and needs a new edit")
    }
    try await write(plan, origin, to: path)
    await context.note(
      "the edit of \(EditFlow.counts(plan)) on the rates as they are now is in \(path); "
        + "`rateql plan show \(path)` shows it, `rateql apply \(path)` carries it out")
  }

  func write(
    _ plan: ChangePlan, _ origin: BulkEditor.Origin, parameters: [String: String] = [:], asserts: Int = 0,
    to path: String
  ) async throws {
    try await PlanStore.write(
      PlanFile(
        plan, target: desk.editor.target, made: Date(), tool: Version.text, script: origin.script,
        note: origin.note, undoes: try await desk.editor.name(of: origin.undoes), parameters: parameters,
        asserts: asserts, rails: rails),
      to: path)
  }

  /// Whether no guard rail stops a plan; tells those that do.
  private func isLetThrough(_ breaches: [RailBreach]) async -> Bool {
    guard !breaches.isEmpty else { return true }
    for breach in breaches { await context.tell(breach.text()) }
    await context.note("nothing was written")
    return false
  }
}

extension ApplyReport {
  /// What was not applied and can be tried again as it is, as a plan: what is in doubt has to be looked at first,
  /// and what others changed needs a new edit.
  var rejects: ChangePlan {
    let problems = problems.filter { result in
      if case .uncertain = result.outcome { false } else { !result.outcome.isConflict }
    }
    return ChangePlan(
      changes: problems.compactMap(\.step.change),
      billing: problems.lazy.compactMap { result in
        if case .billing(let change) = result.step.kind { change } else { nil }
      }.first, unchanged: 0)
  }

  /// The same changes on the rates as they are now, where what was to change is as the plan knows it.
  var rebased: ChangePlan {
    let changes = conflicts.compactMap { result -> Change? in
      guard case .drifted(let current, let fields) = result.outcome, var change = result.step.change,
        let planned = change.after, Set(fields).isDisjoint(with: change.changedFields)
      else { return nil }
      var after = current
      for field in change.changedFields { after[field] = planned[field] }
      change.before = current
      change.after = after
      return change
    }
    return ChangePlan(changes: changes, billing: nil, unchanged: 0)
  }
}
