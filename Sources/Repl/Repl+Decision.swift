import BulkEdit
import LineEditor
import RateQL
import Rendering

/// What a program, or what was staged, would change, and where that comes from.
struct Proposal {
  var plan: ChangePlan
  /// What the journal and plan files call it.
  var script: String
  /// The run that it takes back.
  var undoes: Int64?
  /// The changes of the rates by these ids, made anew on the rates as they are now.
  var remake: (@Sendable (Set<String>) async throws -> ChangePlan)?

  var origin: BulkEditor.Origin { BulkEditor.Origin(script: script, undoes: undoes) }
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
    let breaches = configuration.rails.breaches(plan)
    guard breaches.isEmpty else {
      for breach in breaches { try await tell(breach) }
      try await say("Nothing was written. `.rails` shows the guard rails and sets them for this session.")
      return .declined
    }
    guard try await isConfirmed(proposal, flow) else {
      try await say("Nothing was written.")
      return .declined
    }
    return try await apply(proposal, flow)
  }

  private func tell(_ breach: RailBreach) async throws {
    let lines = breach.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try await fail(lines.first ?? "")
    for line in lines.dropFirst() { try await say(VisibleText.make(line)) }
  }

  /// How plans are carried out here; the first call opens a journal of the session's own where it was given
  /// none.
  func flow() throws -> EditFlow {
    let editor: BulkEditor
    if let given = configuration.editor {
      editor = given
    } else {
      let name = session.store.name
      editor = BulkEditor(
        store: session.store, journal: try Journal.temporary(),
        target: RunTarget(server: name, tenant: nil, label: name), locks: nil)
      configuration.editor = editor
    }
    return EditFlow(
      editor: editor, isLasting: configuration.journalIsLasting, output: output, messages: messages,
      format: .table, settings: settings)
  }

  private func apply(_ proposal: Proposal, _ flow: EditFlow) async throws -> Decision {
    let showsProgress = configuration.isInteractive
    let (plan, origin) = (proposal.plan, proposal.origin)
    let run: BulkEditor.Run
    do {
      run = try await interrupts.run {
        try await flow.apply(plan, from: origin, showsProgress: showsProgress)
      }
    } catch let error as JournalError {
      try await fail("\(error)")
      return .declined
    } catch let error as RunLockError {
      try await fail("\(error)")
      return .declined
    }
    let decision: Decision = run.report.appliedCount > 0 || run.report.isInDoubt ? .applied : .declined
    let ids = Set(run.report.conflicts.compactMap { $0.step.change?.id })
    guard !ids.isEmpty, !run.report.wasInterrupted, let remake = proposal.remake else { return decision }
    guard try await answersYes("Make the edit anew for what others changed, and look again? [y]es / [n]o: ")
    else { return decision }
    let again = try await interrupts.run { try await remake(ids) }
    try await decide(
      Proposal(plan: again, script: proposal.script, remake: remake))
    return .applied
  }

  /// What an answer to a question means.
  private enum Meaning {
    case yes, no
    /// It was dealt with, and the question stands.
    case again
    case unknown
  }

  /// Asks until the answer is one; the end of the input, Ctrl-C too, is a no.
  ///
  /// - Parameters:
  ///   - words: which answers there are, told after any other.
  ///   - other: what an answer means that is neither yes nor no.
  private func ask(
    _ question: String, _ words: String, _ other: (String) async throws -> Meaning
  ) async throws -> Bool {
    while true {
      guard case .line(let line) = try await reader.read(prompt: Prompt(question)) else { return false }
      let answer = line.trimmingBlanks.lowercased()
      let meaning: Meaning =
        switch answer {
        case "y", "yes": .yes
        case "n", "no": .no
        default: try await other(answer)
        }
      switch meaning {
      case .yes: return true
      case .no: return false
      case .again: continue
      case .unknown: try await say("Please answer \(words).")
      }
    }
  }

  private func answersYes(_ question: String) async throws -> Bool {
    try await ask(question, "y or n") { _ in .unknown }
  }

  /// Anything that is not a clear yes writes nothing.
  private func isConfirmed(_ proposal: Proposal, _ flow: EditFlow) async throws -> Bool {
    let plan = proposal.plan
    if plan.editsEveryRate { try await say(EditFlow.everyRate) }
    if reader.discardPending() {
      try await say("What was typed or pasted behind the edit was dropped: give it again after the answer.")
    }
    let saves = configuration.savePlan != nil
    let question =
      "Apply \(EditFlow.counts(plan)) to \(session.store.name)? [y]es / [n]o / [a]ll rows"
      + (saves ? " / [s]ave plan: " : ": ")
    return try await ask(question, saves ? "y, n, a or s" : "y, n or a") { answer in
      switch answer {
      case "a", "all":
        let output = output
        do {
          try await interrupts.run { try await flow.preview(plan, to: output, rows: .max) }
        } catch is CancellationError {
          try await say("\nInterrupted.")
        }
        return .again
      case "s" where saves, "save" where saves: return try await save(proposal, flow) ? .no : .again
      default: return .unknown
      }
    }
  }

  /// Saves the plan under a name that is asked for; false where that did not come about.
  private func save(_ proposal: Proposal, _ flow: EditFlow) async throws -> Bool {
    guard let savePlan = configuration.savePlan,
      case .line(let name) = try await reader.read(prompt: Prompt("Save the plan as: "))
    else { return false }
    let path = name.trimmingBlanks
    guard !path.isEmpty else { return false }
    if let problem = await savePlan(proposal.plan, proposal.origin, path) {
      try await fail(problem)
      return false
    }
    try await say("Saved: `rateql apply \(VisibleText.make(path))` carries it out.")
    return true
  }
}
