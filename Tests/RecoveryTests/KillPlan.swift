import Foundation
import RateQL
import Sandbox
import Synchronization

/// Ends the client at one moment, and does other harm around its requests.
final class KillPlan: FaultPlan {
  /// What a request that the client is killed at comes to.
  enum Moment: CaseIterable {
    /// The request does not get through.
    case beforeHandling
    /// It is dealt with, and nobody hears the answer.
    case whileHandled
    /// It is dealt with before the client dies.
    case afterHandling
  }

  enum Kill {
    case atRequest(Int, Moment)
    /// So long after a request was dealt with: the answer may be heard, and what follows begun.
    case afterRequest(Int, Duration)
    /// So long after a write to the journal: in the middle of a commit, or between it and what it is for.
    case atJournalWrite(Int, Duration)
  }

  struct Harm {
    var kill: Kill?
    /// What goes wrong with single requests.
    var faults: [Int: Fault] = [:]
    /// At that request somebody else changes a rate, by its place among the table's.
    var meddleAt: Int?
    var meddleWith = 0
  }

  /// What the server saw of the client that runs.
  struct Sight {
    /// Requests since the client was set.
    var requests = 0
    /// The ids of rates of which a write has come.
    var writes: Set<String> = []
    /// The same, of all clients that were at this run.
    var everWritten: Set<String> = []
    /// The ids of rates that were written.
    var done: Set<String> = []
    /// The ids in ``done`` when the client was killed.
    var doneBeforeKill: Set<String> = []
    var isKilled = false
  }

  private struct State {
    var client: ClientProcess?
    var harm = Harm()
    var sight = Sight()
    var meddled: Set<String> = []
    var places: [Int: Int] = [:]
  }

  private let state = Mutex(State())

  /// The prefixes of rates that somebody else has changed.
  var meddledPrefixes: Set<String> { state.withLock { $0.meddled } }
  var sight: Sight { state.withLock { $0.sight } }

  func set(_ client: ClientProcess?, _ harm: Harm) {
    state.withLock { state in
      state.client = client
      state.harm = harm
      state.sight = Sight(everWritten: state.sight.everWritten)
    }
  }

  /// What comes now is of another run.
  func beginRun() { state.withLock { $0.sight = Sight() } }

  /// Is told each write to the journal.
  func journalWritten(_ number: Int) {
    guard case .atJournalWrite(number, let delay)? = state.withLock({ $0.harm.kill }) else { return }
    kill(after: delay)
  }

  func before(_ request: FaultRequest, _ table: FaultTable) async {
    let (place, harm) = state.withLock { state in
      state.sight.requests += 1
      state.places[request.ordinal] = state.sight.requests
      if request.isWrite, let id = request.rateID {
        state.sight.writes.insert(id)
        state.sight.everWritten.insert(id)
      }
      return (state.sight.requests, state.harm)
    }
    if harm.meddleAt == place { await meddle(table, harm.meddleWith) }
    if case .atRequest(place, let moment) = harm.kill, moment != .afterHandling { kill(after: .zero) }
  }

  func fault(for request: FaultRequest) async -> Fault {
    let (place, harm) = state.withLock { ($0.places[request.ordinal] ?? 0, $0.harm) }
    if case .atRequest(place, let moment) = harm.kill { return moment == .beforeHandling ? .refuse : .none }
    return harm.faults[place] ?? .none
  }

  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {
    let (place, harm) = state.withLock { state in
      if request.isWrite, let id = request.rateID, let status, (200..<300).contains(status) {
        state.sight.done.insert(id)
      }
      return (state.places.removeValue(forKey: request.ordinal) ?? 0, state.harm)
    }
    switch harm.kill {
    case .atRequest(place, .afterHandling): kill(after: .zero)
    case .afterRequest(place, let delay): kill(after: delay)
    default: break
    }
  }

  /// The client that runs now, and no later one.
  private func kill(after delay: Duration) {
    guard let client = state.withLock({ $0.client }) else { return }
    let kill = { @Sendable [self] in
      state.withLock { state in
        guard state.client === client, !state.sight.isKilled else { return }
        state.sight.isKilled = true
        state.sight.doneBeforeKill = state.sight.done
      }
      client.kill()
    }
    guard delay > .zero else { return kill() }
    // The moment of the kill is what is tested: nothing waits for it.
    Task {
      try? await Task.sleep(for: delay)
      kill()
    }
  }

  private func meddle(_ table: FaultTable, _ which: Int) async {
    guard let records = try? await table.records(), !records.isEmpty else { return }
    let record = records[which % records.count]
    guard let id = record.id, let prefix = record.prefix else { return }
    state.withLock { _ = $0.meddled.insert(prefix) }
    try? await table.set(id: id) { $0[.description] = .text(KillPlan.foreignText) }
  }

  /// What somebody else writes.
  static let foreignText = "changed by somebody else"
}
