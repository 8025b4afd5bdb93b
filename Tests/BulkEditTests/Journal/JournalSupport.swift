import BulkEdit
import Foundation
import RateQL
import Synchronization
import TestSupport

/// The folder of a test's journal, which is not there at first.
struct JournalFolder {
  private let folder = TemporaryFolder()

  var path: String { folder.file("rateql") }
  var file: String { path + "/state/journal.sqlite" }

  static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

enum JournalSamples {
  static let target = RunTarget(server: "https://pbx.example.com:5001", tenant: "example.com", label: "pbx")
  static let other = RunTarget(server: "https://pbx.example.com:5001", tenant: nil, label: "pbx")
  static let origin = ChangeOrigin(source: "up.rql", line: 3, statement: "rates | set price_n += 5%")

  static func run(_ kind: RunKind = .apply, _ target: RunTarget = target, undoes: Int64? = nil) -> NewRun {
    NewRun(
      kind: kind, target: target, script: "up.rql", note: "ticket 12", undoes: undoes, planDigest: "ab12")
  }

  /// Updates of as many rates.
  static func updates(_ count: Int) -> [EntryChange] {
    let origins = [origin]
    return (0..<count).map { index in
      let before = SampleRates.rate(
        "r\(index)", "4479\(index)", "MOBILE", price1: "0.12", priceN: "0.06", fee: nil,
        "United Kingdom Mobile \(index)")
      var after = before
      after[.priceN] = ExactDecimal("0.063").map { .number($0) }
      return .rate(
        Change(id: "r\(index)", before: before, after: after, rounded: [], origins: origins))
    }
  }

  /// One of each kind.
  static func mixedPlan() -> [EntryChange] {
    let made = SampleRates.rate("(new 1)", "351", "MOBILE", price1: "0.1", priceN: "0.2", fee: "0.3", nil)
    var after = SampleRates.all[2]
    after[.priceN] = .number(.one)
    let second = ChangeOrigin(source: "-e", line: 1, statement: "rates | delete")
    return [
      .rate(Change(id: nil, before: nil, after: made, rounded: [.price1], origins: [origin])),
      .rate(
        Change(
          id: "b01", before: SampleRates.all[2], after: after, rounded: [.priceN, .price1],
          origins: [second, origin])),
      .rate(Change(id: "e01", before: SampleRates.all[9], after: nil, rounded: [], origins: [second])),
      .billing(
        BillingChange(
          before: BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE"),
          after: BillingSettings(enabled: true, account: "USER", type: "ONLINE"), origins: [second])),
    ]
  }
}

/// A clock for a journal that stands still until it is moved.
final class JournalClock: Sendable {
  private let time = Mutex(UnixTime(milliseconds: 1_750_000_000_000))

  var now: UnixTime { time.withLock { $0 } }
  func advance(days: Int) { time.withLock { $0 = $0.advanced(by: .seconds(days * 86_400)) } }
}

extension JournalEntry {
  var rate: Change? {
    if case .rate(let change) = change { change } else { nil }
  }
}

extension Journal {
  /// Records a run that brings a deleted rate back under a new id.
  @discardableResult
  func bringBack(_ old: String, as new: String, _ target: RunTarget = JournalSamples.target) async throws
    -> Int64
  {
    let run = try await begin(JournalSamples.run(.undo, target), JournalSamples.updates(1))
    try await outcome(run, 0, .applied, newID: new, detail: nil, replacement: (old, new))
    try await finish(run, .done)
    return run
  }

  /// Tells of all these changes at once.
  ///
  /// - Returns: what it refuses them with.
  func intendAtOnce(
    _ run: Int64, _ sequences: some Sequence<Int>, _ record: RateRecord
  ) async -> [JournalError] {
    await withTaskGroup(of: JournalError?.self) { group in
      for sequence in sequences {
        group.addTask {
          do throws(JournalError) {
            try await self.intend(run, sequence, read: record, written: record)
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
    }
  }

  func currentID(_ id: String, _ target: RunTarget) async throws -> String {
    try await currentIDs(target)[id] ?? id
  }
}
