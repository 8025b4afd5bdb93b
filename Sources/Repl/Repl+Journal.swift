import BulkEdit
import RateQL
import Rendering

/// The guard rails, the journal and undo in a session.
extension Repl {
  func rails(_ argument: String) async throws {
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let name = words.first else { return try await sayRails() }
    let flag = name.hasPrefix("--") ? name : "--" + name
    guard let rail = GuardRails.Rail(rawValue: flag.lowercased()) else {
      let names = GuardRails.Rail.allCases.map { String($0.flag.dropFirst(2)) }
      let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
      return try await fail(
        "there is no guard rail `\(name)`; \(nearest ?? "they are " + names.joined(separator: ", "))")
    }
    guard words.count == 2 else {
      return try await fail(
        "`.rails \(flag.dropFirst(2))` takes one value, now \(configuration.rails.text(rail))")
    }
    do throws(RailValueError) {
      try configuration.rails.set(rail, words[1])
    } catch {
      return try await fail(error.description)
    }
    try await sayRails()
  }

  private func sayRails() async throws {
    let lines = GuardRails.Rail.allCases.map { rail in
      let name = rail.flag.dropFirst(2)
      return
        "\(name)\(String(repeating: " ", count: max(1, 18 - name.count)))\(configuration.rails.text(rail))"
    }
    try await say(lines.joined(separator: "\n"))
  }

  func journal() async throws {
    let editor = try flow().editor
    let runs: [JournalRun]
    do {
      runs = try await editor.journal.runs(target: editor.target, limit: 20)
    } catch {
      return try await fail("\(error)")
    }
    guard !runs.isEmpty else { return try await say(nothingApplied) }
    for run in runs {
      try await say(
        "run \(run.id): \(VisibleText.make(run.title)), \(run.ending), \(HumanNumber.count(run.count(.applied))) of "
          + "\(HumanNumber.count(run.changeCount, "change")) applied")
    }
  }

  /// Makes the inverse of a run and takes it the way of every edit.
  func undo(_ argument: String) async throws {
    guard session.staged == nil else {
      return try await fail("edits are staged: `.commit` or `.rollback` them, then `.undo`")
    }
    let number = Int64(argument)
    guard number != nil || argument.isEmpty else {
      return try await fail("`.undo` takes the number of a run, not `\(argument)`; `.journal` lists them")
    }
    let editor = try flow().editor
    do {
      let run = try await editor.run(number, to: .undo)
      let session = session
      let undo = try await interrupts.run {
        let undo = try await editor.undoPlan(of: run)
        try await session.validate(undo.plan)
        return undo
      }
      for line in UndoText.lines(undo) { try await say(VisibleText.make(line)) }
      guard !undo.plan.isEmpty else { return try await say("Nothing of run \(run.id) is left to take back.") }
      try await decide(Proposal(plan: undo.plan, script: "undo of run \(run.id)", undoes: run.id))
    } catch RunChoiceError.none {
      try await say(nothingApplied)
    } catch let error as RunChoiceError {
      try await fail(error.text(list: ".journal"))
    } catch let error as UndoError {
      try await fail("\(error)")
    } catch let error as JournalError {
      try await fail("\(error)")
    } catch let error as StoreError {
      try await fail("\(error)")
    } catch let error as RunError {
      try await messages.write(RunErrorText.draw(error, style: configuration.style))
    } catch is CancellationError {
      try await messages.write(RunErrorText.draw(.cancelled, style: configuration.style))
    }
  }

  private var nothingApplied: String { "Nothing was applied to \(session.store.name) yet." }
}
