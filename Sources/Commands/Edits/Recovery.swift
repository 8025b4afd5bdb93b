import BulkEdit
import RateQL
import Rendering

/// What resume and undo have in common: the server, its journal, and what can go wrong with them.
struct Recovery: Sendable {
  let context: CommandContext
  let edits: EditOptions
  private let connection: Connection
  private let rails: GuardRails?
  private let output: OutputOptions

  /// - Parameter rails: nil where what is carried out was let through before.
  /// - Throws: ``CommandFailure``.
  init(
    _ context: CommandContext, _ options: WritingOptions, rails: RailOptions?, writes: Bool
  ) throws {
    self.context = context
    edits = options.edits
    output = options.output
    connection = try Connection(options.server, context)
    guard !connection.isUnchosenSandbox else {
      throw CommandFailure(
        .usage,
        "which server? Give --url, --profile or RATEQL_URL; the runs of a throw-away sandbox end with it")
    }
    if writes { try connection.refuseReadOnly() }
    self.rails = try rails?.rails(connection.settings.rails)
    try edits.checkFiles()
  }

  func run(
    _ body: @escaping @Sendable (EditDesk, EditRun) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    do {
      return try await connection.withSession { server in
        let desk = try EditDesk.open(server, edits.policy, context, writes: true)
        return try await body(desk, EditRun(context, desk, rails: rails, options: edits, output: output))
      }
    } catch let error as JournalError {
      throw CommandFailure(.failed, "\(error)")
    } catch let error as RunLockError {
      throw CommandFailure(.failed, "\(error)")
    } catch let error as RunChoiceError {
      throw CommandFailure(.usage, error.text(list: "rateql journal"))
    } catch let error as UndoError {
      throw CommandFailure(.usage, "\(error)")
    }
  }
}

/// What is said of a run that was settled.
enum ResumeText {
  static func tell(_ settlement: Settlement, _ context: CommandContext) async throws {
    let run = settlement.run
    var text = "run \(run.id) (\(run.script)): \(HumanNumber.count(settlement.done.count)) of "
    text += "\(HumanNumber.count(run.changeCount, "change")) are done"
    if settlement.foundDone > 0 {
      text += " (\(HumanNumber.count(settlement.foundDone)) of them found by reading back)"
    }
    text += ", \(HumanNumber.count(settlement.left.count)) are left"
    await context.note(text)
    if !settlement.conflicts.isEmpty {
      await context.note(
        "\(HumanNumber.count(settlement.conflicts.count)) were changed by someone else and are left alone:")
      for result in settlement.conflicts.prefix(20) {
        await context.note("  \(result.step.label): \(ApplyReport.reason(result))")
      }
    }
  }
}
