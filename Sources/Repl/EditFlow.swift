package import BulkEdit
package import RateQL
package import Rendering

/// What follows a run that planned changes: the preview, and the application with its report. REPL and batch
/// take the same way.
package struct EditFlow {
  package let editor: BulkEditor
  /// Whether the journal outlives the program, so that a run's number says something.
  package let isLasting: Bool
  package let output: any TextOutput
  package let messages: any TextOutput
  package let format: OutputFormat
  package let settings: RenderSettings
  /// Gives notes their form.
  package let writer: DiagnosticWriter

  package init(
    editor: BulkEditor, isLasting: Bool, output: any TextOutput, messages: any TextOutput,
    format: OutputFormat, settings: RenderSettings, writer: DiagnosticWriter = DiagnosticWriter()
  ) {
    self.editor = editor
    self.isLasting = isLasting
    self.output = output
    self.messages = messages
    self.format = format
    self.settings = settings
    self.writer = writer
  }

  package func preview(_ plan: ChangePlan, to place: any TextOutput, rows: Int? = nil) async throws {
    var settings = settings
    if let rows { settings.previewRows = rows }
    try await PlanPreview(output: place, settings: settings).write(PreviewModel(plan), as: format)
    try Task.checkCancellation()
    guard let text = EditFlow.rounded(plan) else { return }
    // Among data it would be a broken line.
    let told = format == .table ? place : messages
    try await told.write(format == .table ? text + ".\n" : writer.note(text))
    try await told.flush()
  }

  /// How many values lost digits, and by which rule; nil where none did.
  package static func rounded(_ plan: ChangePlan) -> String? {
    let count = plan.roundedCount
    guard count > 0 else { return nil }
    let rules = RoundingRule.allCases.filter { plan.roundingRules.contains($0) }.map(\.words)
    return "\(HumanNumber.count(count, "value")) rounded to the API's five digits"
      + (rules.isEmpty ? "" : ", " + rules.joined(separator: " or "))
  }

  /// Why nothing changes, where it is the digits that the API keeps.
  package static func roundedAway(_ plan: ChangePlan) -> String {
    let count = plan.roundedAwayCount
    return count == 0
      ? ""
      : ": of \(HumanNumber.count(count, "rate")) the change is lost in rounding to the API's five digits"
  }

  /// What is said of an edit that chooses nothing.
  package static let everyRate = "This edit has no `where`: it takes every rate."

  /// `1,284 updates and 2 deletions`.
  package static func counts(_ plan: ChangePlan) -> String {
    var parts: [String] = []
    for (kind, noun) in [(Change.Kind.create, "new rate"), (.update, "update"), (.delete, "deletion")] {
      let count = plan.count(kind)
      if count > 0 { parts.append(HumanNumber.count(count, noun)) }
    }
    if plan.billing != nil { parts.append("new billing settings") }
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "nothing" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Carries a plan out and tells what became of it.
  ///
  /// - Throws: as `BulkEditor.apply(_:from:observer:)`; nothing was written then.
  package func apply(
    _ plan: ChangePlan, from origin: BulkEditor.Origin, showsProgress: Bool
  ) async throws -> BulkEditor.Run {
    let run = try await editor.apply(plan, from: origin, observer: observer(showsProgress))
    try await tell(run)
    return run
  }

  /// Finishes a run that did not end, and tells what became of it.
  package func finish(
    _ settlement: Settlement, under hold: BulkEditor.Hold, showsProgress: Bool
  ) async throws -> BulkEditor.Run {
    let run = try await editor.finish(settlement, under: hold, observer: observer(showsProgress))
    try await tell(run)
    return run
  }

  private func observer(_ showsProgress: Bool) -> any ApplyObserver {
    showsProgress ? ProgressLine(output: messages) : ObserverList([])
  }

  private func tell(_ run: BulkEditor.Run) async throws {
    try await messages.write(VisibleText.lines(run.report.text(run: isLasting ? run.id : nil)) + "\n")
    try await messages.flush()
  }
}

extension VisibleText {
  /// The text with its own line breaks kept and all else that controls a terminal made visible.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { make(String($0)) }
      .joined(separator: "\n")
  }
}
