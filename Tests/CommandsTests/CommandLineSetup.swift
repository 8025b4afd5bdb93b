import Commands
import Foundation
import PBXClient
import RateQL
import Rendering
import Sandbox

/// What a command line came to.
struct CommandResult {
  let status: Int32
  let output: String
  let messages: String
}

/// Runs command lines in this process, with nothing of the machine's own configuration.
enum CommandLineSetup {
  /// - Parameter input: a terminal's descriptor, at which somebody answers questions.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: Int32? = nil
  ) async -> CommandResult {
    let (output, messages) = (MemoryOutput(), MemoryOutput())
    let context = CommandContext(
      environment: environment, output: output, messages: messages, inputDescriptor: input ?? 0,
      inputIsTerminal: input != nil)
    let status = await CommandLineProgram.run(arguments, in: context)
    return CommandResult(status: status.rawValue, output: await output.text, messages: await messages.text)
  }

  /// Runs `body` beside a sandbox PBX over HTTP.
  static func withSandbox<Result: Sendable>(
    rates: Int = 300, deck: [RateRecord] = [], faults: (any FaultPlan)? = nil,
    _ body: @escaping @Sendable (SandboxAddress) async throws -> Result
  ) async throws -> Result {
    var configuration = SandboxConfiguration()
    configuration.rates = rates
    configuration.deck = deck
    configuration.faults = faults
    return try await SandboxServer.whileServing(configuration, body)
  }

  /// - Parameter state: the folder that the journal is kept in.
  static func environment(_ address: SandboxAddress, state: String? = nil) -> [String: String] {
    var environment = ["RATEQL_URL": address.url, "RATEQL_TOKEN": address.token]
    environment["XDG_STATE_HOME"] = state
    return environment
  }

  static func session(_ address: SandboxAddress) throws -> PBXSession {
    try PBXSession(
      PBXConfiguration(
        address: try PBXAddress(address.url), credentials: .token(Secret(address.token))))
  }
}
