import ArgumentParser
import PBXClient
import RateQL

/// Whose sign-in it is about, where that is not configured.
struct OwnerOptions: ParsableArguments {
  @Option(help: "The user name; asked for where it is not configured.")
  var user: String?
}

/// `rateql login`: signs in and keeps the tokens, so that later commands need no password.
struct LoginCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Sign in to a server, and stay signed in for later commands.",
    discussion: """
      It asks for what is not configured; the password is not shown and never kept. What the server gives for it, \
      an access token and one to renew it, is kept in a file that only you can read, and used by every later \
      command for this server.
      """)

  @OptionGroup var owner: OwnerOptions
  @OptionGroup var server: ServerOptions
  @ParentCommand var parent: RootCommand

  /// The command line that signs in to the same server.
  static func line(_ choice: ServerChoice) -> String {
    if let profile = choice.options.profile { return "rateql login --profile \(profile)" }
    if let url = choice.options.url { return "rateql login --url \(url)" }
    return "rateql login"
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "login")
    let desk = try SignInDesk(parent.server.overridden(by: server), context, for: "login")
    var notes = desk.choice.notes
    let owner = try await signedInAs(desk)
    let password = try await password(of: owner, desk, &notes)
    for note in notes { await context.note(note) }

    try await signIn(owner, password, desk, context)
    await context.note("signed in to \(desk.address.name) as \(owner); `rateql logout` ends it")
    if try desk.sources.hasToken {
      await context.note("a token is configured too (token_file or RATEQL_TOKEN), and comes before it")
    }
    return .done
  }

  private func signIn(
    _ owner: KeptSignIns.Owner, _ password: Secret, _ desk: SignInDesk, _ context: CommandContext
  ) async throws {
    var configuration = try desk.choice.configuration(
      desk.address, .password(user: owner.user, password: password, domain: owner.domain))
    configuration.signInKeeper = desk.kept.file(owner, at: desk.address)
    try await context.withSession(configuration, traces: desk.choice.options.trace) { session in
      try await session.signInAnew()
    }
  }

  private func signedInAs(_ desk: SignInDesk) async throws -> KeptSignIns.Owner {
    let user = try await desk.answer(owner.user ?? desk.sources.user, "User name on \(desk.address.name): ")
    let domain = try await desk.answer(desk.sources.domain, "Domain (the tenant's SIP domain): ")
    return KeptSignIns.Owner(user: user, domain: domain)
  }

  private func password(
    of owner: KeptSignIns.Owner, _ desk: SignInDesk, _ notes: inout [String]
  ) async throws -> Secret {
    // A password that is configured is that of the user who is configured.
    let isOther = desk.sources.user.map { $0 != owner.user } ?? false
    if !isOther, let configured = try desk.sources.password(&notes) { return configured }
    return Secret(try await desk.answer(nil, "Password of \(owner.user): ", isSecret: true))
  }
}

/// `rateql logout`: ends what `rateql login` began.
struct LogoutCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "End a sign-in that was kept, at the server and here.")

  @OptionGroup var owner: OwnerOptions
  @OptionGroup var server: ServerOptions
  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "logout")
    let desk = try SignInDesk(parent.server.overridden(by: server), context, for: "logout")
    for note in desk.choice.notes { await context.note(note) }
    let (user, domain) = (owner.user ?? desk.sources.user, desk.sources.domain)
    let owners = desk.kept.owners(at: desk.address, user: user, domain: domain)
    guard !owners.isEmpty else {
      await context.note("no sign-in to \(desk.address.name) is kept")
      return .done
    }
    var status = ExitStatus.done
    for owner in owners {
      let found = try await end(owner, desk, context)
      if found.rawValue > status.rawValue { status = found }
    }
    return status
  }

  private func end(
    _ owner: KeptSignIns.Owner, _ desk: SignInDesk, _ context: CommandContext
  ) async throws -> ExitStatus {
    let (server, file) = (desk.address.name, desk.kept.file(owner, at: desk.address))
    var configuration = try desk.choice.configuration(
      desk.address, .kept(user: owner.user, domain: owner.domain))
    configuration.signInKeeper = file
    do {
      let ending = try await context.withSession(configuration, traces: desk.choice.options.trace) {
        session in
        // Nobody renews it meanwhile.
        try await file.exclusively { try await session.signOut() }
      }
      try file.remove()
      switch ending {
      case .ended, .wasOver: await context.note("signed out of \(server) as \(owner)")
      case .notPossible:
        await context.note(
          "the sign-in to \(server) as \(owner) is forgotten here; \(server) has no way to end it, so that it "
            + "ends there when its time is over")
      case .refused(let reason):
        await context.tell("\(server) did not end the sign-in as \(owner) (\(reason)); it is forgotten here")
        return .failed
      }
      return .done
    } catch let error as StoreError {
      try file.remove()
      await context.tell("\(error); the sign-in as \(owner) is forgotten here, but not ended there")
      return ExitStatus(error)
    }
  }
}
