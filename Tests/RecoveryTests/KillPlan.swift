import RateQL
import Sandbox
import Synchronization

/// Ends the client at one request, and does other harm around it.
final class KillPlan: FaultPlan {
  enum Moment: CaseIterable {
    /// The request does not get through.
    case beforeHandling
    /// It is dealt with, and nobody hears the answer.
    case whileHandled
    /// It is dealt with before the client dies.
    case afterHandling
  }

  struct Harm {
    var killAt: Int?
    var moment = Moment.beforeHandling
    /// What goes wrong with single requests.
    var faults: [Int: Fault] = [:]
    /// At that request somebody else changes a rate, by its place among the table's.
    var meddleAt: Int?
    var meddleWith = 0
  }

  private let client = Mutex<ClientProcess?>(nil)
  private let harm = Mutex(Harm())
  /// Requests since the client was set.
  private let count = Mutex(0)
  private let meddled = Mutex<Set<String>>([])

  /// The prefixes of rates that somebody else has changed.
  var meddledPrefixes: Set<String> { meddled.withLock { $0 } }

  func set(_ client: ClientProcess?, _ harm: Harm) {
    self.client.withLock { $0 = client }
    self.harm.withLock { $0 = harm }
    count.withLock { $0 = 0 }
  }

  private let places = Mutex<[Int: Int]>([:])

  func before(_ request: FaultRequest, _ table: FaultTable) async {
    let place = count.withLock { count in
      count += 1
      return count
    }
    places.withLock { $0[request.ordinal] = place }
    let harm = harm.withLock { $0 }
    if harm.meddleAt == place { await meddle(table, harm.meddleWith) }
    if harm.killAt == place, harm.moment != .afterHandling { client.withLock { $0?.kill() } }
  }

  func fault(for request: FaultRequest) async -> Fault {
    let place = places.withLock { $0[request.ordinal] } ?? 0
    let harm = harm.withLock { $0 }
    if harm.killAt == place { return harm.moment == .beforeHandling ? .refuse : .none }
    return harm.faults[place] ?? .none
  }

  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {
    let place = places.withLock { $0.removeValue(forKey: request.ordinal) } ?? 0
    let harm = harm.withLock { $0 }
    if harm.killAt == place, harm.moment == .afterHandling { client.withLock { $0?.kill() } }
  }

  private func meddle(_ table: FaultTable, _ which: Int) async {
    guard let records = try? await table.records(), !records.isEmpty else { return }
    let record = records[which % records.count]
    guard let id = record.id, let prefix = record.prefix else { return }
    meddled.withLock { _ = $0.insert(prefix) }
    try? await table.set(id: id) { $0[.description] = .text("changed by somebody else") }
  }
}
