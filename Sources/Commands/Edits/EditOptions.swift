import ArgumentParser
import BulkEdit
import RateQL

/// The guard rails: how much one plan may do.
struct RailOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Changes that one plan may make (5,000), or `none`.", valueName: "count"))
  var maxChanges: String?

  @Option(help: ArgumentHelp("Rates that one plan may delete (100), or `none`.", valueName: "count"))
  var maxDeletes: String?

  @Option(help: ArgumentHelp("How far a price may move (50%), or `none`.", valueName: "percent"))
  var maxPriceChange: String?

  @Flag(help: "Let prices become 0.")
  var allowZeroPrice = false

  func overridden(by later: RailOptions) -> RailOptions {
    var result = self
    result.maxChanges = later.maxChanges ?? maxChanges
    result.maxDeletes = later.maxDeletes ?? maxDeletes
    result.maxPriceChange = later.maxPriceChange ?? maxPriceChange
    result.allowZeroPrice = later.allowZeroPrice || allowZeroPrice
    return result
  }

  /// The rails of the command line, else of a saved plan, else of the profile, else the usual ones.
  ///
  /// - Throws: ``CommandFailure``.
  func rails(_ profile: RailSettings, of plan: GuardRails? = nil) throws -> GuardRails {
    var rails = plan ?? GuardRails()
    let profile = plan == nil ? profile : RailSettings()
    do throws(RailValueError) {
      for (rail, text) in [
        (GuardRails.Rail.maxChanges, maxChanges ?? profile.maxChanges),
        (.maxDeletes, maxDeletes ?? profile.maxDeletes),
        (.maxPriceChange, maxPriceChange ?? profile.maxPriceChange),
      ] {
        if let text { try rails.set(rail, text) }
      }
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    rails.allowsZeroPrice = allowZeroPrice || (profile.allowZeroPrice ?? rails.allowsZeroPrice)
    return rails
  }
}

/// The guard rails that a profile sets, as they are written there.
struct RailSettings: Sendable {
  var maxChanges: String?
  var maxDeletes: String?
  var maxPriceChange: String?
  var allowZeroPrice: Bool?
}

/// What is done while a plan is carried out, and with what was not.
struct EditOptions: ParsableArguments {
  @Option(help: "What an error of the server does to the changes after it: stop or continue.")
  var onError: ErrorReaction?

  @Option(help: "What a rate that someone else changed does to the others: skip it, or stop.")
  var onConflict: ConflictReaction?

  @Option(help: ArgumentHelp("A word to remember the run by, kept in the journal.", valueName: "text"))
  var note: String?

  @Option(
    help: ArgumentHelp(
      "Write what was not applied to a plan file that `rateql apply` takes.", valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp(
      "Where others changed rates meanwhile, write the edit of these rates as they are now to a plan file.",
      valueName: "file"))
  var rebaseOut: String?

  enum ErrorReaction: String, ExpressibleByArgument, CaseIterable, Sendable {
    case stop, `continue`
  }

  enum ConflictReaction: String, ExpressibleByArgument, CaseIterable, Sendable {
    case skip, stop
  }

  var policy: ApplyPolicy {
    ApplyPolicy(
      onError: onError == .continue ? .goOn : .stop, onConflict: onConflict == .stop ? .stop : .goOn)
  }

  /// Told before anything is done, where a file could not be written afterwards.
  ///
  /// - Throws: ``CommandFailure``.
  func checkFiles() throws {
    for path in [rejects, rebaseOut] { try PlanStore.check(path) }
  }

  func overridden(by later: EditOptions) -> EditOptions {
    var result = self
    result.onError = later.onError ?? onError
    result.onConflict = later.onConflict ?? onConflict
    result.note = later.note ?? note
    result.rejects = later.rejects ?? rejects
    result.rebaseOut = later.rebaseOut ?? rebaseOut
    return result
  }
}

/// What a dry run leaves behind.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Save the plan to a file, for `rateql apply`.", valueName: "file"))
  var planOut: String?

  @Flag(help: "End a dry run that found changes with code 7 instead of 0.")
  var detailedExitcode = false

  func overridden(by later: PlanOptions) -> PlanOptions {
    var result = self
    result.planOut = later.planOut ?? planOut
    result.detailedExitcode = later.detailedExitcode || detailedExitcode
    return result
  }
}
