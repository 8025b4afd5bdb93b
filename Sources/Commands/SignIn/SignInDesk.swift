import PBXClient

/// What signing in and out have in common: the server, what is configured for it, and what is kept.
struct SignInDesk: Sendable {
  let choice: ServerChoice
  let address: PBXAddress
  let sources: SignInSources
  let kept: KeptSignIns
  private let context: CommandContext

  /// - Throws: ``CommandFailure`` where no server is named, or nothing can be kept.
  init(_ options: ServerOptions, _ context: CommandContext, for command: String) throws {
    choice = try ServerChoice(options, context.environment)
    guard let address = choice.address else {
      throw CommandFailure(
        .usage,
        "`\(command)` needs a server: --url, --profile or RATEQL_URL; a sandbox of the program's own needs none"
      )
    }
    guard let kept = KeptSignIns(context.environment) else {
      throw CommandFailure(.failed, "there is no place to keep a sign-in: set HOME or XDG_STATE_HOME")
    }
    self.address = address
    self.kept = kept
    self.context = context
    sources = SignInSources(choice, address)
  }

  /// What is configured, or what a person says to the question.
  func answer(_ configured: String?, _ question: String, isSecret: Bool = false) async throws -> String {
    if let configured { return configured }
    guard context.inputIsTerminal else {
      throw CommandFailure(
        .usage,
        "`login` asks at a terminal; in a script give --user and --domain, and set RATEQL_PASSWORD or "
          + "`password_file` in the profile")
    }
    let said = try await context.ask(question, isSecret: isSecret) ?? ""
    let text =
      isSecret
      ? said : String(said.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    guard !text.isEmpty else { throw CommandFailure(.usage, "nothing was entered: you are not signed in") }
    return text
  }
}
