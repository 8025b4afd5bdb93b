import ArgumentParser
import Decks
import Rendering
import Sandbox

/// `rateql sandbox`: a PBX to try things on.
struct SandboxCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serve a PBX to try things on, on this machine only, until it is stopped.")

  @Option(help: "The port; 0 takes a free one.")
  var port: UInt16 = 0

  @Option(help: ArgumentHelp("The database file; a temporary one where it is left out.", valueName: "file"))
  var db: String?

  @Option(help: "How many rates are made up where the database has none.")
  var rates = 3_000

  @Option(help: "The same seed makes the same rates.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("A clean CSV deck to load instead of made-up rates.", valueName: "deck.csv"))
  var load: String?

  @Option(
    help: ArgumentHelp(
      "A file whose first line is the token; made where there is none.", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("Milliseconds added to each answer.", valueName: "ms"))
  var latency = 0

  @Option(
    help: ArgumentHelp(
      "Let requests fail at random: a seed and the share of the requests, such as 7:5%.",
      valueName: "seed:share", visibility: .hidden),
    transform: { text in
      guard let faults = SeededFaults(text) else {
        throw ValidationError("--faults takes a seed and a share of the requests, such as 7:5% or 7:0.05")
      }
      return faults
    })
  var faults: SeededFaults?

  @ParentCommand var parent: RootCommand

  func validate() throws {
    guard (0...5_000_000).contains(rates) else {
      throw ValidationError("--rates takes a number from 0 to 5,000,000")
    }
    guard (0...60_000).contains(latency) else {
      throw ValidationError("--latency takes milliseconds from 0 to 60,000")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    var configuration = SandboxConfiguration()
    configuration.port = Int(port)
    configuration.database = db
    configuration.rates = rates
    configuration.seed = seed
    configuration.latency = .milliseconds(latency)
    configuration.faults = faults
    // The root command has an option of that name too, and takes what stands before this command's.
    let (made, load, tokenFile) = (configuration, load, tokenFile ?? parent.server.tokenFile)
    let (lines, feed) = AsyncStream.makeStream(of: String.self)
    do {
      try await context.interrupts.run {
        // One writer, so that the lines keep their order.
        async let printed: Void = {
          for await line in lines {
            try await context.output.write(line + "\n")
            try await context.output.flush()
          }
        }()
        defer { feed.finish() }
        try await StandaloneSandbox.run(made, deckFile: load, tokenFile: tokenFile) { feed.yield($0) }
        feed.finish()
        try await printed
      }
    } catch let error as SandboxError {
      throw CommandFailure(.failed, "\(error)")
    } catch let error as DeckError {
      throw CommandFailure(.failed, "\(error)")
    } catch is CancellationError {}
    return .done
  }
}
