package import BulkEdit
package import RateQL
package import Rendering

/// What follows a run that planned changes: the preview, and the application with its report. REPL and
/// batch take the same way.
package struct EditFlow {
  package let store: any RateStore
  package let output: any TextOutput
  package let messages: any TextOutput
  package let format: OutputFormat
  package let settings: RenderSettings
  /// Gives notes their form.
  package let writer: DiagnosticWriter

  package init(
    store: any RateStore, output: any TextOutput, messages: any TextOutput, format: OutputFormat,
    settings: RenderSettings, writer: DiagnosticWriter = DiagnosticWriter()
  ) {
    self.store = store
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
    let rounded = plan.roundedCount
    guard rounded > 0 else { return }
    let text = "\(HumanNumber.count(rounded, "value")) rounded to the API's five digits, half away from zero"
    // Among data it would be a broken line.
    let told = format == .table ? place : messages
    try await told.write(format == .table ? text + ".\n" : writer.note(text))
    try await told.flush()
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

  package func apply(_ plan: ChangePlan, showsProgress: Bool) async throws -> ApplyReport {
    let observer: any ApplyObserver = showsProgress ? ProgressLine(output: messages) : SilentObserver()
    let report = try await Applier(store: store, observer: observer).apply(plan)
    try await messages.write(VisibleText.lines(report.text()) + "\n")
    try await messages.flush()
    return report
  }
}

extension VisibleText {
  /// The text with its own line breaks kept and all else that controls a terminal made visible.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { make(String($0)) }
      .joined(separator: "\n")
  }
}

/// A line on the terminal that tells how far an application has come.
actor ProgressLine: ApplyObserver {
  private let output: any TextOutput
  private let clock = ContinuousClock()
  private var total = 0
  private var done = 0
  private var failed = 0
  private var started = ContinuousClock.now
  private var shown = ContinuousClock.now

  init(output: any TextOutput) { self.output = output }

  func begin(total: Int) {
    self.total = total
    started = clock.now
    shown = started
  }

  func didFinish(_ result: ChangeResult) async {
    if case .applied = result.outcome { done += 1 } else { failed += 1 }
    guard clock.now - shown > .milliseconds(200) else { return }
    shown = clock.now
    await show()
  }

  func end() async { try? await output.write("\r\u{1B}[K") }

  private func show() async {
    var text = "\r\u{1B}[K\(HumanNumber.count(done + failed)) of \(HumanNumber.count(total))"
    if failed > 0 { text += ", \(HumanNumber.count(failed)) not applied" }
    let elapsed = clock.now - started
    if done + failed > 0 {
      let left = elapsed * (total - done - failed) / (done + failed)
      text += ", \(HumanNumber.duration(left)) left"
    }
    try? await output.write(text)
    try? await output.flush()
  }
}
