package import BulkEdit
package import LineEditor
package import RateQL
package import Rendering

/// The interactive session: reads statements, runs them, asks before anything is written.
package final class Repl {
  package struct Configuration: Sendable {
    package var format = OutputFormat.table
    package var style = Style.plain
    /// Rows of one result that are shown; nil for all.
    package var rowLimit: Int? = 50
    /// No edit is applied.
    package var isReadOnly = false
    /// How much one plan may do.
    package var rails = GuardRails()
    /// Carries plans out and keeps their journal; nil makes one that ends with the session.
    package var editor: BulkEditor?
    /// Whether the journal can be used once the session has ended.
    package var journalIsLasting = false
    /// Writes a plan to a file, given what made it and the file's name; returns what went wrong.
    package var savePlan: (@Sendable (ChangePlan, BulkEditor.Origin, _ path: String) async -> String?)?
    /// What `.connect` can go on to.
    package var profiles = Profiles(names: [], current: nil)
    /// Whether a person answers questions at a terminal.
    package var isInteractive = true
    /// The terminal's width as it is now; nil where there is none.
    package var width: @Sendable () -> Int? = { nil }

    package init() {}
  }

  let session: Session
  let reader: any LineReader
  let output: any TextOutput
  let messages: any TextOutput
  let interrupts: Interrupts
  /// What the session has been told, for one that goes on elsewhere.
  package internal(set) var configuration: Configuration
  /// The last query statement as it was typed, which a line that starts with `|` extends.
  private var lastQuery: String?
  private var lineNumber = 0

  package init(
    session: Session, reader: any LineReader, output: any TextOutput, messages: any TextOutput,
    interrupts: Interrupts, configuration: Configuration
  ) {
    self.session = session
    self.reader = reader
    self.output = output
    self.messages = messages
    self.interrupts = interrupts
    self.configuration = configuration
  }

  /// Reads and runs until the input ends, `.quit`, or `.connect`; after that it can be run again.
  ///
  /// - Throws: ``LineReaderError``, `OutputError`, where input or output fails.
  @discardableResult
  package func run() async throws -> Ending {
    // Ctrl-C stops a query, never the session.
    try await interrupts.shield { try await loop() }
  }

  private func loop() async throws -> Ending {
    while true {
      guard let entry = try await readEntry() else {
        if try await mayEnd() { return .ended }
        continue
      }
      let text = entry.trimmingBlanks
      if text.isEmpty { continue }
      reader.addHistory(entry)
      if let command = command(text) {
        switch try await runCommand(command) {
        case .goOn: break
        case .quit: if try await mayEnd() { return .ended }
        case .connect(let profile): return .connect(profile: profile)
        }
      } else {
        try await runStatements(text)
      }
    }
  }

  /// The dot command that a line is; some are understood without their dot.
  private func command(_ text: String) -> String? {
    text.hasPrefix(".") ? text : DotCommand.bare(text, names: session.names)
  }

  var settings: RenderSettings { RenderSettings(style: configuration.style, width: configuration.width()) }

  private var prompt: Prompt {
    let mark = (configuration.isReadOnly ? " (readonly)" : "") + stagedMark
    return Prompt(
      "\(VisibleText.make(session.store.name))\(mark)> ", colour: configuration.style.isOn ? .cyan : nil)
  }

  // MARK: Reading

  /// One entry: a command, or lines until a statement is complete. Nil at the end of the input.
  private func readEntry() async throws -> String? {
    var text = ""
    while true {
      let prompt =
        text.isEmpty
        ? prompt : Prompt(String(repeating: " ", count: max(0, prompt.text.count - 5)) + "...> ")
      switch try await reader.read(prompt: prompt) {
      case .endOfInput:
        if text.isEmpty, configuration.isInteractive { try await say("") }
        return text.isEmpty ? nil : text
      case .interrupted:
        text = ""
      case .line(let line):
        lineNumber += 1
        let isFirst = text.isEmpty
        text += isFirst ? line : "\n" + line
        if isFirst, line.trimmingBlanks.hasPrefix(".") { return text }
        // An empty line ends a statement that is still open, so that nobody is caught in it.
        if line.trimmingBlanks.isEmpty { return text }
        let whole = text.trimmingBlanks.hasPrefix("|") ? (lastQuery ?? "rates") + "\n" + text : text
        if !session.parse(Source(name: "", text: whole)).isIncomplete { return text }
      }
    }
  }

  // MARK: Statements

  private func runStatements(_ typed: String) async throws {
    var text = typed
    if typed.hasPrefix("|") {
      guard let lastQuery else {
        return try await fail(
          "a line that starts with `|` goes on from the query above, and there is none that worked")
      }
      text = lastQuery + "\n" + typed
    }
    let source = Source(name: "<line \(lineNumber)>", text: text)
    let parsed = session.parse(source)
    let earlier = lastQuery
    lastQuery = nil
    let program: CheckedProgram
    do throws(ProgramErrors) {
      program = try session.check(parsed)
    } catch {
      return try await messages.write(
        DiagnosticText.draw(
          error.diagnostics, style: configuration.style, width: configuration.width()))
    }
    do {
      try await runProgram(program)
      lastQuery = continued(program.program, earlier)
    } catch let error as RunError {
      try await messages.write(
        RunErrorText.draw(error, style: configuration.style, width: configuration.width()))
    } catch is CancellationError {
      try await messages.write(RunErrorText.draw(.cancelled, style: configuration.style))
    }
  }

  /// The text that a following `|` extends: the last statement, where it is a query; of an edit, the part
  /// that chose its rates.
  private func continued(_ program: Program, _ earlier: String?) -> String? {
    guard let last = program.statements.last else { return earlier }
    switch last.kind {
    case .letQuery: return program.source.text(last.span)
    case .query(let query): return query.textWithoutEdit(in: program.source)
    default: return nil
    }
  }

  private func runProgram(_ program: CheckedProgram) async throws {
    let (session, output, messages) = (session, output, messages)
    let (format, settings, limit) = (configuration.format, settings, configuration.rowLimit)
    let plan = try await interrupts.run {
      let sink = FormattingSink(
        output: output, messages: messages, format: format, settings: settings, rowLimit: limit)
      return try await session.run(program, sink: sink)
    }
    guard program.edits else { return }
    if session.staged != nil { return try await showStaged(plan) }
    try await decide(
      Proposal(
        plan: plan, script: "REPL",
        remake: { ids in
          let again = try await session.run(program)
          return ChangePlan(
            changes: again.changes.filter { $0.id.map(ids.contains) ?? false }, billing: nil, unchanged: 0)
        }))
  }

  // MARK: Talking

  func say(_ text: String) async throws {
    try await output.write(text + "\n")
    try await output.flush()
  }

  func fail(_ text: String) async throws {
    try await messages.write(RunErrorText.line(text, configuration.style))
    try await messages.flush()
  }
}
