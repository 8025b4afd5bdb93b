import RateQL
import Synchronization

@testable import PBXClient

/// A rate table behind a fake server, with the ways of servers that differ from the contract.
final class FakeTable: Sendable {
  struct Rules: Sendable {
    var cap = 100
    var showsCount = true
    /// Added to the true count.
    var countError = 0
    var countsPage = false
    /// Each page has as many rates as the server likes, not as were asked for.
    var ignoresTop = false
    var ignoresSkip = false
    var refusesOrder = false
  }

  private struct State {
    var ids: [String]
    var rules: Rules
    var afterPage: [Int: @Sendable (inout [String]) -> Void] = [:]
    var pages = 0
  }

  private let state: Mutex<State>

  init(_ count: Int, _ rules: Rules = Rules()) {
    state = Mutex(State(ids: (0..<count).map { "id-\($0)" }, rules: rules))
  }

  var ids: [String] { state.withLock { $0.ids } }

  /// Changes the table once that many pages have been given.
  func after(pages: Int, _ change: @escaping @Sendable (inout [String]) -> Void) {
    state.withLock { $0.afterPage[pages] = change }
  }

  func answer(_ call: Call) -> Reply {
    state.withLock { state in
      if state.rules.refusesOrder, call.query["orderby"] != nil {
        return .error(400, "BAD_ORDER", "no such option")
      }
      let skip = state.rules.ignoresSkip ? 0 : call.number("skip") ?? 0
      let top = state.rules.ignoresTop ? state.rules.cap : min(call.number("top") ?? 100, state.rules.cap)
      let page = state.ids.dropFirst(skip).prefix(top)
      let items = page.map { FakeTable.item($0) }.joined(separator: ",")
      let counted = state.rules.countsPage ? page.count : state.ids.count + state.rules.countError
      let count = state.rules.showsCount ? #""count":\#(counted),"# : ""
      state.pages += 1
      state.afterPage[state.pages]?(&state.ids)
      return .json(#"{\#(count)"items":[\#(items)]}"#)
    }
  }

  static func item(_ id: String) -> String {
    #"{"id":"\#(id)","prefix":"\#(id)","type":"MOBILE","free_seconds":0,"grace_period":0,"interval_1":60,"#
      + #""interval_n":60,"postcall_surcharge":0.01,"price_1":0.12,"price_n":0.06,"description":null}"#
  }
}

extension PBXSession {
  /// The ids that a scan hands over, in order.
  func ids(_ request: ScanRequest = ScanRequest()) async throws -> [String] {
    var ids: [String] = []
    try await scan(request) { batch in
      for row in 0..<batch.count { ids.append(batch.value(.id, row)?.string ?? "?") }
      return .more
    }
    return ids
  }
}

/// Lets tasks on when as many as agreed have arrived.
actor Barrier {
  private let parties: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var isReleased = false
  private(set) var arrived = 0

  init(_ parties: Int) { self.parties = parties }

  func arrive() async {
    arrived += 1
    guard arrived < parties, !isReleased else {
      release()
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Lets everybody on, now and later.
  func release() {
    isReleased = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
