import ArgumentParser
import BulkEdit
import FoundationEssentials
import RateQL
import Rendering

/// `rateql journal`: the runs that changed something.
struct JournalCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "List the runs that applied changes.",
    subcommands: [JournalShowCommand.self])

  @Option(help: ArgumentHelp("How many runs are listed, the newest first.", valueName: "count"))
  var runs = 20

  @OptionGroup var output: OutputOptions
  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "journal")
    guard let journal = try JournalFile.open(context) else {
      await context.note("nothing was applied yet")
      return .done
    }
    let limit = runs
    let runs = try await JournalFile.told { try await journal.runs(target: nil, limit: limit) }
    try await JournalTables.write(
      JournalTables.runs(runs), to: context, parent.output.overridden(by: output))
    return .done
  }
}

/// `rateql journal show RUN`: every change of a run.
struct JournalShowCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show every change of a run, and what became of it.")

  @ArgumentParser.Argument(help: "The run's number, as `rateql journal` lists it.")
  var run: Int64

  @OptionGroup var output: OutputOptions
  @ParentCommand var parent: JournalCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    let number = run
    guard let journal = try JournalFile.open(context),
      try await JournalFile.told({ try await journal.run(number) }) != nil
    else {
      throw CommandFailure(.usage, "there is no run \(run) in the journal; `rateql journal` lists them")
    }
    let entries = try await JournalFile.told { try await journal.entries(number) }
    try await JournalTables.write(
      JournalTables.entries(entries), to: context,
      parent.parent.output.overridden(by: parent.output)
        .overridden(by: output))
    return .done
  }
}

/// The journal, for commands that need no server.
enum JournalFile {
  /// Nil where there is none yet.
  static func open(_ context: CommandContext) throws -> Journal? {
    guard let folder = StateFolder.path(context.environment),
      FileManager.default.fileExists(atPath: "\(folder)/journal.sqlite")
    else { return nil }
    do {
      return try Journal.open(path: "\(folder)/journal.sqlite")
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  /// What the journal can't do, as a failure of the command.
  static func told<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as JournalError {
      throw CommandFailure(.failed, "\(error)")
    }
  }
}
