import BulkEdit
import LineEditor
import RateQL
import Rendering

/// What a program, or what was staged, would change, and where that comes from.
struct Proposal {
  var plan: ChangePlan
  /// What messages call its origin.
  var script: String
  /// Whether some edit chooses nothing.
  var editsEveryRate = false
}

extension Repl {
  /// What became of a proposal.
  enum Decision {
    /// Some or all of it was written.
    case applied
    /// It stands as it was: nothing was written.
    case declined
  }

  /// Shows what would change, asks, and applies it on a yes.
  @discardableResult
  func decide(_ proposal: Proposal) async throws -> Decision {
    let plan = proposal.plan
    guard !plan.isEmpty else {
      try await say(nothingToChange(plan))
      return .declined
    }
    let flow = try flow()
    let output = output
    do {
      try await interrupts.run { try await flow.preview(plan, to: output) }
    } catch is CancellationError {
      try await say("\nInterrupted. Nothing was written.")
      return .declined
    }
    guard !configuration.isReadOnly else {
      try await say("Nothing was written: this session is read-only.")
      return .declined
    }
    guard try await isConfirmed(proposal, flow) else {
      try await say("Nothing was written.")
      return .declined
    }
    let showsProgress = configuration.isInteractive
    let report = try await interrupts.run { try await flow.apply(plan, showsProgress: showsProgress) }
    return report.mayHaveWritten ? .applied : .declined
  }

  /// How plans are shown and carried out here.
  func flow() throws -> EditFlow {
    EditFlow(store: session.store, output: output, messages: messages, format: .table, settings: settings)
  }

  /// Asks until the answer is one; anything that is not a clear yes writes nothing.
  private func isConfirmed(_ proposal: Proposal, _ flow: EditFlow) async throws -> Bool {
    let plan = proposal.plan
    if proposal.editsEveryRate { try await say(EditFlow.everyRate) }
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
    case .begin: try await begin()
    case .plan: try await showPlan(argument)
    case .commit: try await commit()
    case .rollback: try await rollback()
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

extension ApplyReport {
  /// Whether something was written, or may have been.
  fileprivate var mayHaveWritten: Bool {
    appliedCount > 0
      || results.contains { if case .uncertain = $0.outcome { true } else { false } }
  }
}
