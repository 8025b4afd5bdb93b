import ExactJSON
package import RateQL

/// The one session with a PBX that every statement of a program uses: signed in, bounded, kept alive.
///
/// It signs in at the first request, renews the sign-in for all requests at once, and has at most
/// ``concurrency`` requests under way. Reads are repeated on a broken connection, writes never.
package final class PBXSession: RateStore {
  package let name: String
  /// The address that tells this server from every other.
  package let address: PBXAddress
  package let concurrency: Int
  let pageSize: Int
  let knowledge: ServerKnowledge
  let transport: Transport
  private let signIn: SignIn
  let gate: RequestGate
  private let pace: SessionPace
  private let clock: SessionClock
  /// What is not known is tried once for all that wait for it.
  let probes = SingleFlight<[ServerTrait: Bool]>()
  private let pageSizes = SingleFlight<Int?>()

  package init(_ configuration: PBXConfiguration) throws(PBXConfigurationError) {
    try configuration.validate()
    address = configuration.address
    name = configuration.label ?? configuration.address.name
    concurrency = configuration.connections
    pageSize = configuration.pageSize
    knowledge = ServerKnowledge(
      notice: configuration.notice, keeper: configuration.keeper,
      reliance: configuration.fullScan ? .nothing : configuration.probes ? .proved : .untilRefuted)
    transport = try Transport(configuration)
    clock = configuration.clock
    // The pool keeps to the number of connections. One more for each that stands ready lets none of them idle, and
    // is taken back where the server asks for time; who has one connection has one request at a time.
    let ready = configuration.connections - 1
    gate = RequestGate(places: configuration.connections, spare: ready, margin: ready)
    pace = SessionPace(
      gate: gate, clock: configuration.clock, takeBack: transport.takeBack
    ) { [knowledge, transport, name] status in
      knowledge.tell(.busy(server: name, status: status))
      transport.statistics.add { $0.retries += 1 }
    }
    signIn = SignIn(configuration, transport: transport, pace: pace)
  }

  /// How long a write may wait for its turn before it is given back, unsent: who resumes a run reckons with the time
  /// from the journal's word to the request.
  private static let longestTurn = Duration.seconds(200)

  /// What the session has done so far.
  package var statistics: PBXStatistics { transport.statistics.value }

  package var requestsSent: Int? { statistics.requests }

  package var capabilities: StoreCapabilities {
    get async throws { knowledge.capabilities }
  }

  package func executor(for worker: Int) -> (any TaskExecutor)? {
    Transport.executors[worker % Transport.executors.count]
  }

  /// Signs in where that has not happened yet: for a program that wants to know early.
  package func connect() async throws { _ = try await signIn.grant() }

  /// Signs in with the password, whatever is kept, and has it kept.
  package func signInAnew() async throws { try await signIn.anew() }

  /// Ends the kept sign-in at the server; what is kept stays, and is of no use.
  package func signOut() async throws -> SignInEnding { try await signIn.end() }

  /// The size of the pages that the server gives by itself, tried once, when it has refused a question: nil where
  /// it gives as many as are asked for, or nobody knows.
  func acceptedPageSize() async throws -> Int? {
    try await pageSizes.run { [self] in
      if knowledge.triesPageSize(),
        let size = try await SpanReader(session: self, query: ListQuery()).usualPageSize()
      {
        knowledge.pageCap = min(size, knowledge.pageCap ?? size)
      }
      return knowledge.pageCap
    }
  }

  /// Closes the connections; requests under way fail, but for one that renews a sign-in.
  package func shutdown() async {
    await signIn.settle(clock)
    await transport.shutdown()
  }

  func count(_ change: (inout PBXStatistics) -> Void) { transport.statistics.add(change) }

  /// Sends a request, signed in, and gives its answer where that is a success.
  ///
  /// A server that asks for time gets it. A read is then sent again; a write never is, nor does it wait: who made it
  /// has to see first whether it was done all the same, and whether it still is to be made.
  func perform(_ request: PBXRequest) async throws -> PBXAnswer {
    let start = clock.now()
    let answer: PBXAnswer
    do {
      answer = try await pace.exchange(isWrite: request.isWrite) { listener in
        try await exchange(request, since: start, listener)
      }
    } catch TransportFailure.held {
      throw StoreError.unasked(request, server: name, "it asks for time")
    }
    guard answer.isSuccess else { throw error(answer, request) }
    return answer
  }

  private func exchange(
    _ request: PBXRequest, since start: ContinuousClock.Instant, _ listener: Transport.Listener
  ) async throws -> PBXAnswer {
    let grant = try await grant()
    let answer = try await send(request, grant, since: start, listener)
    guard answer.status == 401 else { return answer }
    // 401 means that nothing was done: even a write may be sent again, with a new grant.
    return try await send(request, self.grant(insteadOf: grant), since: start, listener)
  }

  /// - Throws: also ``TransportFailure/held`` where the grant had to be waited for and fewer requests may be under way
  ///   by now: all those that waited would leave at once.
  private func grant(insteadOf refused: Grant? = nil) async throws -> Grant {
    if let grant = signIn.usable(insteadOf: refused) { return grant }
    let grant = try await signIn.grant(insteadOf: refused)
    guard !pace.isSlowed else { throw TransportFailure.held }
    return grant
  }

  private func send(
    _ request: PBXRequest, _ grant: Grant, since start: ContinuousClock.Instant,
    _ listener: Transport.Listener
  ) async throws -> PBXAnswer {
    try Task.checkCancellation()
    // The server may have been waited for, for its turn and for the sign-in.
    guard !request.isWrite || clock.now() - start <= PBXSession.longestTurn else {
      throw StoreError.unasked(request, server: name, "it had no turn in time")
    }
    return try await transport.exchange(request, token: grant.access, listener)
  }

  /// Reads the JSON of a read's success.
  func decode<Result>(
    _ answer: PBXAnswer, of request: PBXRequest,
    _ read: (UnsafeRawBufferPointer) throws(JSONFault) -> Result
  ) throws -> Result {
    do {
      return try answer.body.withUnsafeBytes { try read($0) }
    } catch let fault as JSONFault {
      throw unreadable(answer, request, why: fault.text)
    }
  }

  private func unreadable(_ answer: PBXAnswer, _ request: PBXRequest, why: String) -> StoreError {
    let words = words(answer)
    guard !words.isVendors else {
      return .refused(.init(status: answer.status, code: words.code, message: words.message))
    }
    let asked = "\(name), asked to \(request.purpose), answered"
    return .badAnswer(
      answer.isHTML
        ? "\(asked) with HTML, not JSON: is this the PBX's API address?"
        : answer.body.isEmpty ? "\(asked) nothing" : "\(asked), but \(why)")
  }

  /// The error that an answer without success stands for.
  func error(_ answer: PBXAnswer, _ request: PBXRequest) -> StoreError {
    StoreError(answer, request: request, server: name, words: words(answer))
  }

  /// What an answer says, without the secrets that it may repeat.
  func words(_ answer: PBXAnswer) -> AnswerText {
    var words = AnswerText(answer)
    words.message = signIn.masked(words.message)
    return words
  }

  /// Sends a read and hands over its answer while it comes in; its errors are a session's.
  func stream<Result>(
    _ request: PBXRequest, _ read: (StreamedAnswer) async throws -> Result
  ) async throws -> Result {
    try await gate.pass { [self] in
      try await pace.wait()
      var grant = try await signIn.grant()
      for isLast in [false, true] {
        let result = try await transport.stream(request, token: grant.access) { answer -> Result? in
          if answer.status == 401, !isLast { return nil }
          guard (200..<300).contains(answer.status) else {
            throw error(try await answer.collected(), request)
          }
          return try await read(answer)
        }
        if let result { return result }
        grant = try await signIn.grant(insteadOf: grant)
      }
      throw StoreError.notSignedIn("\(name) does not accept the token that it has just given")
    }
  }
}
