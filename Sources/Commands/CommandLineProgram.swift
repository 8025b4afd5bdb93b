import ArgumentParser
import PBXClient
import RateQL
import Rendering

/// Runs a command line to its exit code; nothing is thrown past it.
package enum CommandLineProgram {
  package static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
    var context = context
    do {
      var command = try RootCommand.parseAsRoot(arguments)
      if let command = command as? any ContextCommand {
        context.diagnostics = command.diagnosticFormat
        return try await command.run(in: context)
      }
      try command.run()
      return .done
    } catch {
      return await report(error, context)
    }
  }

  private static func report(_ error: any Error, _ context: CommandContext) async -> ExitStatus {
    switch error {
    case let failure as CommandFailure:
      await say(context.writer.line(failure.message), context)
      return failure.status
    case let failure as ScriptFailure:
      await say(failure.text, context)
      return failure.status
    case let error as RunError:
      if case .outputClosed = error { return await closed(context) }
      await say(context.writer.draw(error), context)
      return ExitStatus(error)
    case let error as StoreError:
      await say(context.writer.line("\(error)"), context)
      return ExitStatus(error)
    case is CancellationError:
      await say(context.writer.draw(RunError.cancelled), context)
      return .interrupted
    case OutputError.closed:
      return await closed(context)
    case let error as OutputError:
      await say(context.writer.line("\(error)"), context)
      return .failed
    case let error as PBXConfigurationError:
      await say(context.writer.line("\(error)"), context)
      return .usage
    default:
      return await reportUsage(error, context)
    }
  }

  /// The reader of the results has seen enough, as `head` does.
  private static func closed(_ context: CommandContext) async -> ExitStatus {
    await context.note("the reader of the results went away before everything was written; stopped")
    return .failed
  }

  /// Help and version go to the output, a wrong command line to the messages.
  private static func reportUsage(_ error: any Error, _ context: CommandContext) async -> ExitStatus {
    let text = RootCommand.fullMessage(for: error)
    guard RootCommand.exitCode(for: error) == .success else {
      let isUsage = RootCommand.exitCode(for: error) == .validationFailure
      await say(isUsage ? text.asError : RunErrorText.line("\(error)"), context)
      return isUsage ? .usage : .failed
    }
    do {
      try await context.output.write(text + "\n")
      try await context.output.flush()
      return .done
    } catch {
      return await closed(context)
    }
  }

  private static func say(_ text: String, _ context: CommandContext) async {
    try? await context.output.flush()
    try? await context.messages.write(text)
    try? await context.messages.flush()
  }
}

/// A command that runs in a context given to it.
protocol ContextCommand: ParsableCommand {
  func run(in context: CommandContext) async throws -> ExitStatus

  /// How what is wrong is to be written.
  var diagnosticFormat: DiagnosticFormat { get }
}

extension ContextCommand {
  var diagnosticFormat: DiagnosticFormat { .text }
}

/// A script that was not run, or not to its end, with the text that tells why.
struct ScriptFailure: Error {
  let status: ExitStatus
  let text: String
}

extension String {
  /// `Error: …` as this program writes it.
  fileprivate var asError: String {
    let text = hasPrefix("Error: ") ? "error: " + dropFirst(7) : self
    return text.hasSuffix("\n") ? text : text + "\n"
  }
}
