import Dispatch
import RateQL
import Synchronization

/// The rows of a whole plan, in parts: made on all processors while those before are being written, since nothing is
/// sent before the journal has them all.
final class EntryRows: Sendable {
  private final class Part: Sendable {
    let range: Range<Int>
    private let rows = Mutex<Result<[EntryRow], JournalError>?>(nil)
    private let isMade = DispatchSemaphore(value: 0)

    init(_ range: Range<Int>) { self.range = range }

    func set(_ result: Result<[EntryRow], JournalError>) {
      rows.withLock { $0 = result }
      isMade.signal()
    }

    /// Waits for the rows and hands them over, once: they need not stay in memory.
    func take() throws(JournalError) -> [EntryRow] {
      isMade.wait()
      let result = rows.withLock { rows in
        defer { rows = nil }
        return rows
      }
      guard let result else { throw .writing(reason: "rows \(range) of the plan were taken twice") }
      return try result.get()
    }
  }

  /// The plan's statements, in the order of their numbers.
  let origins: [ChangeOrigin]
  var count: Int { plan.count }
  private let plan: [EntryChange]
  private let originTexts: [String]
  private let parts: [Part]

  private static let partLength = 512

  init(_ plan: [EntryChange]) {
    var numbers = OriginNumbers()
    originTexts = plan.map { numbers.text($0.origins) }
    origins = numbers.origins
    self.plan = plan
    parts = stride(from: 0, to: plan.count, by: EntryRows.partLength).map { start in
      Part(start..<min(start + EntryRows.partLength, plan.count))
    }
  }

  /// Makes all of them. It always comes to its end, since somebody may wait for each part.
  func make() async {
    await withTaskGroup(of: Void.self) { group in
      for part in parts {
        group.addTask { [self] in
          part.set(
            Result { () throws(JournalError) in
              try part.range.map { place throws(JournalError) in
                try EntryRow(plan[place], origins: originTexts[place])
              }
            })
        }
      }
    }
  }

  /// Hands over one part after the other, on a thread that may wait for them while ``make()`` is under way.
  func forEachPart(_ body: (_ start: Int, _ rows: [EntryRow]) throws -> Void) throws {
    for part in parts { try body(part.range.lowerBound, try part.take()) }
  }
}
