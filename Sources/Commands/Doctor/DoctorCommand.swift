import ArgumentParser
import PBXClient
import RateQL
import Rendering

/// `rateql doctor`: tries everything that a session relies on a server for.
struct DoctorCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Try what a server can do, without writing, and tell it for a ticket.",
    discussion: """
      It looks at the connection, its certificate, the sign-in and its role, the clock, how lists, counts and \
      values come, which conditions and orders mean what they should, and how many connections pay. What \
      conditions and orders have shown is remembered for a week, as what other commands find out is. Nothing is \
      written, and no secret is told.
      """)

  @OptionGroup var output: OutputOptions
  @OptionGroup var server: ServerOptions
  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "doctor")
    let options = parent.server.overridden(by: server)
    let connection = try Connection(options, context)
    let output = parent.output.overridden(by: output)
    let report = try await connection.withExamination { part in
      guard context.outputIsTerminal else { return }
      await context.note("trying \(part.rawValue) …")
    }
    try await ReportText.write(report, to: context, output)
    guard let failure = report.failure else { return .done }
    return ExitStatus(failure)
  }
}

extension Connection {
  /// Examines the server, with what was known of it forgotten.
  func withExamination(
    _ progress: @escaping @Sendable (ServerReport.Part) async -> Void
  ) async throws -> ServerReport {
    if case .pbx(let configuration, _) = settings.server {
      LearnedTraits(configuration.address.url, environment)?.forget()
    }
    return try await withSession(connections: ServerExamination.mostConnections) { server in
      try await ServerExamination(server.session, server.configuration, progress: progress).run()
    }
  }
}
