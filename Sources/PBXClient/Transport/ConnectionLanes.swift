import AsyncHTTPClient
import NIOCore
import NIOPosix

/// The connections of a session, shared out among event loops: what runs on one of them is sent and answered
/// there, and its thread waits for no other.
final class ConnectionLanes: Sendable {
  private final class Lane: Sendable {
    let client: HTTPClient
    let loop: any EventLoop
    let watch: ExchangeWatch
    /// How many requests it takes before others are better off elsewhere: some more than it has connections.
    let room: Int
    /// As many for writes, which pass the reads that wait: a change of threads costs more than a short wait.
    let roomForWrites: Int

    init(_ loop: any EventLoop, connections: Int, patience: TimeAmount, _ settings: HTTPClient.Configuration)
    {
      var settings = settings
      settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
      client = HTTPClient(eventLoopGroup: loop, configuration: settings)
      self.loop = loop
      watch = ExchangeWatch(loop, patience: patience)
      room = connections + connections / 2
      roomForWrites = connections * 3
    }

    func hasRoom(_ isWrite: Bool) -> Bool { watch.underWay < (isWrite ? roomForWrites : room) }

    /// Whether a smaller part of its room is taken.
    func isFreer(than other: Lane) -> Bool {
      watch.underWay * other.room < other.watch.underWay * room
    }
  }

  private let lanes: [Lane]

  /// - Parameter patience: how long the server may be waited for, for a first sign or for more of an answer.
  init(
    _ loops: MultiThreadedEventLoopGroup, connections: Int, patience: TimeAmount,
    _ settings: HTTPClient.Configuration
  ) {
    let loops = Array(loops.makeIterator().prefix(connections))
    lanes = loops.enumerated().map { index, loop in
      let share = connections / loops.count + (index < connections % loops.count ? 1 : 0)
      return Lane(loop, connections: share, patience: patience, settings)
    }
  }

  deinit {
    // The client insists on being closed, so a session that was merely dropped is closed here.
    for lane in lanes { lane.client.shutdown { _ in } }
  }

  func shutdown() async {
    for lane in lanes { try? await lane.client.shutdown() }
  }

  /// Sends a request by the connections of the loop that asks, or of another where those have enough to do, and
  /// reads the whole answer.
  ///
  /// - Parameters:
  ///   - time: how long it may take, and how long a write may wait behind others before that; a read waits as long
  ///     as others are answered.
  ///   - isWrite: a read is broken off where the task is cancelled; a write is withdrawn as long as nothing of it has
  ///     left, and waited for from then on.
  /// - Throws: ``TransportFailure/withdrawn``, ``TransportFailure/crowded``, or the client's errors.
  func exchange(
    _ message: HTTPClient.Request, within time: TimeAmount, isWrite: Bool
  ) async throws -> AnswerReader.Response {
    // Behind others on a slow server it may wait for longer than a connection may take to come about: the client
    // then gives it back, unsent.
    let start = NIODeadline.now()
    while true {
      do {
        return try await attempt(message, within: time, isWrite: isWrite)
      } catch let error as HTTPClientError where error == .getConnectionFromPoolTimeout {
        guard !Task.isCancelled else { throw TransportFailure.withdrawn }
        let lastAnswer = lanes.compactMap(\.watch.lastAnswer).max()
        switch Wait(start: start, time: time, isWrite: isWrite).goesOn(.now(), lastAnswer: lastAnswer) {
        case nil: throw error
        case false?: throw TransportFailure.crowded
        case true?: continue
        }
      }
    }
  }

  /// The wait of a request behind others.
  struct Wait {
    let start: NIODeadline
    let time: TimeAmount
    let isWrite: Bool

    /// Whether it goes on after its time: where the server answers others, a read does; of a write it has to be
    /// known when it leaves. Nil where the server answers nobody any more.
    func goesOn(_ now: NIODeadline, lastAnswer: NIODeadline?) -> Bool? {
      if now < start + time { return true }
      guard let lastAnswer, lastAnswer + time > now else { return nil }
      return !isWrite
    }
  }

  private func attempt(
    _ message: HTTPClient.Request, within time: TimeAmount, isWrite: Bool
  ) async throws -> AnswerReader.Response {
    let lane = next(isWrite)
    let reader = AnswerReader()
    // Futures, since the client's streams take two tasks and a change of threads for each request.
    let exchange = lane.client.execute(request: message, delegate: reader)
    lane.watch.begin(exchange, reader, end: .now() + time)
    var isAnswered = false
    defer { lane.watch.end(reader, isAnswered: isAnswered) }
    let response = try await withTaskCancellationHandler {
      try await exchange.get()
    } onCancel: {
      guard isWrite else { return exchange.cancel() }
      // Nothing begins to leave between the look and the withdrawal: both are the connection's own thread.
      lane.loop.execute { if reader.waitsSince == nil { exchange.fail(reason: TransportFailure.withdrawn) } }
    }
    isAnswered = true
    return response
  }

  private func next(_ isWrite: Bool) -> Lane {
    if let own = lanes.first(where: { $0.loop.inEventLoop }), own.hasRoom(isWrite) { return own }
    return lanes.dropFirst().reduce(lanes[0]) { $1.isFreer(than: $0) ? $1 : $0 }
  }
}
