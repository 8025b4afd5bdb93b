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
    /// How many requests it takes before others are better off elsewhere: some more than it has connections.
    let room: Int
    let underWay = Atomic(0)

    init(_ loop: any EventLoop, connections: Int, _ settings: HTTPClient.Configuration) {
      var settings = settings
      settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
      client = HTTPClient(eventLoopGroup: loop, configuration: settings)
      self.loop = loop
      room = connections + connections / 2
    }

    var hasRoom: Bool { underWay.load(ordering: .relaxed) < room }

    /// Whether a smaller part of its room is taken.
    func isFreer(than other: Lane) -> Bool {
      underWay.load(ordering: .relaxed) * other.room < other.underWay.load(ordering: .relaxed) * room
    }
  }

  private let lanes: [Lane]

  init(_ loops: MultiThreadedEventLoopGroup, connections: Int, _ settings: HTTPClient.Configuration) {
    let loops = Array(loops.makeIterator().prefix(connections))
    lanes = loops.enumerated().map { index, loop in
      let share = connections / loops.count + (index < connections % loops.count ? 1 : 0)
      return Lane(loop, connections: share, settings)
    }
  }

  deinit {
    // The client insists on being closed, so a session that was merely dropped is closed here.
    for lane in lanes { lane.client.shutdown { _ in } }
  }

  func shutdown() async {
    for lane in lanes { try? await lane.client.shutdown() }
  }

  /// Runs a request by the connections of the loop that asks; of another where those have enough to do.
  func run<Result>(_ request: (HTTPClient) async throws -> Result) async throws -> Result {
    let lane = next()
    lane.underWay.add(1, ordering: .relaxed)
    defer { lane.underWay.subtract(1, ordering: .relaxed) }
    return try await request(lane.client)
  }

  private func next() -> Lane {
    if let own = lanes.first(where: { $0.loop.inEventLoop }), own.hasRoom { return own }
    return lanes.dropFirst().reduce(lanes[0]) { $1.isFreer(than: $0) ? $1 : $0 }
  }
}
