package import RateQL

/// Writes a program's results in one format to an output, and what it says besides to another.
package final class FormattingSink: ResultSink {
  private let output: any TextOutput
  private let messages: any TextOutput
  private let format: OutputFormat
  private let settings: RenderSettings
  private let rowLimit: Int?
  private let writer: DiagnosticWriter
  private var formatter: (any RowFormatter)?
  private var shown = 0
  private var isCut = false

  /// - Parameters:
  ///   - messages: where notices go.
  ///   - rowLimit: how many rows of one result are shown at the most; nil for all.
  ///   - writer: gives notices their form.
  package init(
    output: any TextOutput, messages: any TextOutput, format: OutputFormat, settings: RenderSettings,
    rowLimit: Int? = nil, writer: DiagnosticWriter = DiagnosticWriter()
  ) {
    self.output = output
    self.messages = messages
    self.format = format
    self.settings = settings
    self.rowLimit = rowLimit
    self.writer = writer
  }

  package func begin(_ columns: [ResultColumn]) async throws { try await begin(columns, layout: .rows) }

  package func begin(_ columns: [ResultColumn], layout: ResultLayout) async throws {
    let formatter = format.formatter(writingTo: output, settings: settings, layout: layout)
    self.formatter = formatter
    shown = 0
    isCut = false
    try await guarded { try await formatter.begin(columns) }
  }

  package func rows(_ columns: [Column], count: Int) async throws -> ScanFlow {
    guard let formatter else { return .enough }
    let room = rowLimit.map { $0 - shown } ?? count
    let written = min(room, count)
    if written > 0 {
      try await guarded { try await formatter.rows(columns, count: written, selection: nil) }
    }
    shown += written
    if written < count { isCut = true }
    return isCut ? .enough : .more
  }

  package func end() async throws {
    guard let formatter else { return }
    try await guarded { try await formatter.end(isCut: isCut) }
    if isCut, let rowLimit {
      await notice("there are more than \(HumanNumber.count(rowLimit, "row")); `.rows all` shows every one")
    }
  }

  package func print(_ text: String) async throws {
    // A text stays one text, but a terminal's control characters can't act.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let visible = lines.map { VisibleText.make(String($0)) }.joined(separator: "\n")
    // Among data a sentence would be a broken line.
    let place = format == .table ? output : messages
    try await guarded {
      try await place.write(visible + "\n")
      try await place.flush()
    }
  }

  package func notice(_ text: String) async {
    try? await messages.write(writer.note(text))
    try? await messages.flush()
  }

  private func guarded(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch OutputError.closed {
      throw RunError.outputClosed
    }
  }
}
