import BulkEdit
import LineEditor
import RateQL
import Rendering

extension Repl {
  /// Shows what a program would change, asks, and applies it on a yes.
  func decide(_ plan: ChangePlan) async throws {
    guard !plan.isEmpty else {
      let kept = plan.unchangedCount
      return try await say(
        kept == 0
          ? "Nothing to change: no rate was chosen."
          : "Nothing to change: \(HumanNumber.count(kept, "chosen rate")) would keep "
            + (kept == 1 ? "its values" : "their values") + EditFlow.roundedAway(plan) + ".")
    }
    let flow = EditFlow(
      store: session.store, output: output, messages: messages, format: .table, settings: settings)
    let output = output
    do {
      try await interrupts.run { try await flow.preview(plan, to: output) }
    } catch is CancellationError {
      return try await say("\nInterrupted. Nothing was written.")
    }
    guard !configuration.isReadOnly else {
      return try await say("Nothing was written: this session is read-only.")
    }
    guard try await isConfirmed(plan, flow) else {
      return try await say("Nothing was written.")
    }
    let showsProgress = configuration.isInteractive
    _ = try await interrupts.run { try await flow.apply(plan, showsProgress: showsProgress) }
  }

  /// Asks until the answer is one; anything that is not a clear yes writes nothing.
  private func isConfirmed(_ plan: ChangePlan, _ flow: EditFlow) async throws
    -> Bool
  {
    if plan.editsEveryRate { try await say(EditFlow.everyRate) }
    if reader.discardPending() {
      try await say("What was typed or pasted behind the edit was dropped: give it again after the answer.")
    }
    let question = "Apply \(EditFlow.counts(plan)) to \(session.store.name)? [y]es / [n]o / [a]ll rows: "
    while true {
      switch try await reader.read(prompt: Prompt(question)) {
      case .interrupted, .endOfInput: return false
      case .line(let answer):
        switch answer.trimmingBlanks.lowercased() {
        case "y", "yes": return true
        case "n", "no": return false
        case "a", "all":
          let output = output
          do {
            try await interrupts.run { try await flow.preview(plan, to: output, rows: .max) }
          } catch is CancellationError {
            try await say("\nInterrupted.")
          }
        default: try await say("Please answer y, n or a.")
        }
      }
    }
  }

  /// Runs a dot command; false ends the session.
  func runCommand(_ line: String) async throws -> Bool {
    guard let (command, argument) = DotCommand.parse(line) else {
      try await fail(DotCommand.unknown(line))
      return true
    }
    switch command {
    case .quit: return false
    case .help: try await help(argument)
    case .explain: try await explain(argument)
    case .mode: try await mode(argument)
    case .rows: try await rows(argument)
    case .names:
      let names = session.names
      try await say(names.isEmpty ? "No names yet: `let NAME = …` gives one." : names.joined(separator: "\n"))
    }
    return true
  }

  private func help(_ word: String) async throws {
    if word.isEmpty { return try await say(HelpText.overview) }
    if let text = HelpText.topic(word) { return try await say(text) }
    try await fail(
      "there is no help on `\(word)`; \(HelpText.nearest(to: word) ?? "`.help` lists the words")")
  }

  private func explain(_ code: String) async throws {
    if code.isEmpty { return try await say(ExplanationText.list()) }
    guard let explanation = ErrorExplanation.find(code) else {
      return try await fail(ExplanationText.unknown(code))
    }
    try await say(
      ExplanationText.draw(explanation, style: configuration.style, width: configuration.width()))
  }

  private func mode(_ word: String) async throws {
    if word.isEmpty { return try await say(configuration.format.rawValue) }
    guard let format = OutputFormat(rawValue: word.lowercased()) else {
      let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      return try await fail("there is no mode `\(word)`; modes are \(names)")
    }
    configuration.format = format
  }

  private func rows(_ word: String) async throws {
    switch (word, Int(word)) {
    case ("", _): try await say(configuration.rowLimit.map { "\($0)" } ?? "all")
    case ("all", _): configuration.rowLimit = nil
    case (_, let count?) where count > 0: configuration.rowLimit = count
    default: try await fail("`.rows` takes a number from 1 up, or `all`")
    }
  }
}
