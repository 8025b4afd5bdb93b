import AsyncHTTPClient
import NIOCore
import NIOPosix
import Synchronization

/// The connections of a session, shared out among event loops: what runs on one of them is sent and answered
/// there, and its thread waits for no other.
final class ConnectionLanes: Sendable {
  private final class Lane: Sendable {
    let client: HTTPClient
    let loop: any EventLoop
    let watch: ExchangeWatch
    let connections: Int

    init(_ loop: any EventLoop, connections: Int, patience: TimeAmount, _ settings: HTTPClient.Configuration)
    {
      var settings = settings
      settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
      client = HTTPClient(eventLoopGroup: loop, configuration: settings)
      self.loop = loop
      watch = ExchangeWatch(loop, patience: patience)
      self.connections = connections
    }

    /// Whether a request is not better off elsewhere: for each connection one may stand ready, and one write more,
    /// since a change of threads costs more than a short wait.
    func hasRoom(_ isWrite: Bool, beside underWay: Int) -> Bool {
      underWay < connections * (isWrite ? 3 : 2)
    }
  }

  private let lanes: [Lane]
  /// How many requests each lane has. They are counted as the lane is chosen: two at once don't choose the same.
  private let underWayByLane: Mutex<[Int]>

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
    underWayByLane = Mutex(Array(repeating: 0, count: lanes.count))
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
  ///   - listener: who sends it later where it is held; nil for what is not to be held.
  /// - Throws: ``TransportFailure/withdrawn``, ``TransportFailure/held``, ``TransportFailure/crowded``, or the
  ///   client's errors.
  func exchange(
    _ message: HTTPClient.Request, within time: TimeAmount, isWrite: Bool,
    _ listener: Transport.Listener?
  ) async throws -> AnswerReader.Response {
    // Behind others on a slow server it may wait for longer than a connection may take to come about: the client
    // then gives it back, unsent.
    let start = NIODeadline.now()
    while true {
      do {
        return try await attempt(message, within: time, isWrite: isWrite, listener)
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
    _ message: HTTPClient.Request, within time: TimeAmount, isWrite: Bool,
    _ listener: Transport.Listener?
  ) async throws -> AnswerReader.Response {
    // The server may have asked for time since it was made: while a sign-in was waited for, or behind others.
    if let listener, listener.isHeld() { throw TransportFailure.held }
    let place = take(isWrite)
    defer { underWayByLane.withLock { $0[place] -= 1 } }
    let lane = lanes[place]
    let reader = AnswerReader(listener)
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

  /// How many requests wait for a connection or for their answer; for tests.
  var underWay: Int { lanes.reduce(0) { $0 + $1.watch.underWay } }

  /// Ends exchanges that have not begun to leave, with ``TransportFailure/held``: those of the loop that asks before
  /// it returns.
  func takeBack() {
    for lane in lanes {
      if lane.loop.inEventLoop { lane.watch.takeBack() } else { lane.loop.execute { lane.watch.takeBack() } }
    }
  }

  /// The place of the lane that a request goes to: that of the loop that asks where it has room, else the one with the
  /// fewest requests for each connection.
  private func take(_ isWrite: Bool) -> Int {
    let own = lanes.firstIndex { $0.loop.inEventLoop }
    return underWayByLane.withLock { underWay in
      var place = own ?? 0
      if own.map({ !lanes[$0].hasRoom(isWrite, beside: underWay[$0]) }) ?? true {
        for other in lanes.indices
        where underWay[other] * lanes[place].connections < underWay[place] * lanes[other].connections {
          place = other
        }
      }
      underWay[place] += 1
      return place
    }
  }
}
