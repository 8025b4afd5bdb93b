import BulkEdit
import LineEditor
import RateQL
import Rendering

/// `.begin`, `.plan`, `.commit`, `.rollback`: edits of several statements that are written together.
extension Repl {
  /// How many rows of one edit are shown while edits are staged: the whole has its own preview.
  private static let stagedRows = 10

  /// What the prompt says of what is staged.
  var stagedMark: String {
    session.staged.map { " [\(HumanNumber.count($0.changeCount)) staged]" } ?? ""
  }

  func begin() async throws {
    guard session.begin() else {
      return try await fail("edits are staged already: `.commit` writes them, `.rollback` drops them")
    }
    let end =
      configuration.isReadOnly ? "this session is read-only: nothing can be written" : "`.commit` writes them"
    try await say(
      "Edits are staged from here on, and reads see them. `.plan` shows them, \(end), `.rollback` drops them."
    )
  }

  /// What one statement has staged: its own changes, then the whole in a line.
  func showStaged(_ step: ChangePlan) async throws {
    guard !step.isEmpty else { return try await say(nothingToChange(step)) }
    let (flow, output) = (try flow(), output)
    do {
      try await interrupts.run { try await flow.preview(step, to: output, rows: Repl.stagedRows) }
    } catch is CancellationError {
      try await say("\nInterrupted.")
    }
    if step.editsEveryRate { try await say(EditFlow.everyRate) }
    guard let staged = session.staged else { return }
    try await say(
      staged.isEmpty
        ? "Staged: nothing; the edits cancel each other out."
        : "Staged: \(EditFlow.counts(staged)). `.plan` shows all, "
          + (configuration.isReadOnly ? "`.rollback` drops them." : "`.commit` writes them."))
  }

  /// `.plan`, `.plan all`, `.plan csv`.
  func showPlan(_ argument: String) async throws {
    guard let plan = session.staged else { return try await fail(Repl.notBegun) }
    let word = argument.lowercased()
    let format = word.isEmpty || word == "all" ? OutputFormat.table : OutputFormat(rawValue: word)
    guard let format else {
      let names = OutputFormat.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return try await fail("`.plan` takes `all` or a format, not `\(argument)`; formats are \(names)")
    }
    if plan.isEmpty, format == .table { return try await say("Nothing is staged.") }
    let (output, all) = (output, word == "all")
    do {
      if format == .table {
        let flow = try flow()
        try await interrupts.run { try await flow.preview(plan, to: output, rows: all ? .max : nil) }
      } else {
        let preview = PlanPreview(output: output, settings: settings)
        try await interrupts.run { try await preview.write(PreviewModel(plan), as: format) }
      }
    } catch is CancellationError {
      try await say("\nInterrupted.")
    }
  }

  func commit() async throws {
    guard let plan = session.staged else { return try await fail(Repl.notBegun) }
    guard !plan.isEmpty else {
      session.rollback()
      return try await say("Nothing was staged. Edits are not staged any more.")
    }
    guard !configuration.isReadOnly else {
      return try await fail(
        "this session is read-only: nothing can be written; `.plan` shows what is staged, `.rollback` drops it"
      )
    }
    switch try await decide(Proposal(plan: plan, script: "REPL")) {
    case .applied: _ = session.takeStaged()
    case .declined:
      try await say("Still staged: \(EditFlow.counts(plan)). `.commit` asks again, `.rollback` drops them.")
    }
  }

  func rollback() async throws {
    guard let dropped = session.rollback() else { return try await fail(Repl.notBegun) }
    try await say(
      dropped.isEmpty
        ? "Nothing was staged. Edits are not staged any more."
        : "Dropped: \(EditFlow.counts(dropped)). Nothing was written.")
  }

  /// Whether the session may end: what is staged is lost then, so a person is asked, once.
  func mayEnd() async throws -> Bool {
    guard let plan = session.staged, !plan.isEmpty else { return true }
    let lost = EditFlow.counts(plan)
    if configuration.isInteractive {
      let question = "\(lost) staged and not written. Drop them and end? [y]es / [n]o: "
      switch try await reader.read(prompt: Prompt(question)) {
      case .interrupted: return false
      case .endOfInput: try await say("")
      case .line(let answer):
        guard ["y", "yes"].contains(answer.trimmingBlanks.lowercased()) else { return false }
      }
    } else {
      let writer = try flow().writer
      try await messages.write(
        writer.note("\(lost) staged and not committed, so dropped: nothing was written"))
      try await messages.flush()
    }
    session.rollback()
    return true
  }

  /// Why an edit changes nothing.
  func nothingToChange(_ plan: ChangePlan) -> String {
    let kept = plan.unchangedCount
    return kept == 0
      ? "Nothing to change: no rate was chosen."
      : "Nothing to change: \(HumanNumber.count(kept, "chosen rate")) would keep "
        + (kept == 1 ? "its values" : "their values") + EditFlow.roundedAway(plan) + "."
  }

  private static let notBegun = "no edits are staged: `.begin` starts that"
}

extension ChangePlan {
  /// Rates that change, and the billing settings as one more.
  fileprivate var changeCount: Int {
    [Change.Kind.create, .update, .delete].reduce(billing == nil ? 0 : 1) { $0 + count($1) }
  }
}
