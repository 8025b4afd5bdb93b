import RateQL

/// What one pass over the list has seen.
struct Pass {
  enum Ending {
    /// The reader wants no more.
    case enough
    /// As many rates as were asked for.
    case filled
    /// The list has no more.
    case end
  }

  var ending = Ending.enough
  private let skip: Int
  private let limit: Int?
  private(set) var ids = IdentitySet()
  private var counts: Set<Int> = []
  private var newDuplicates = 0
  private var duplicates = 0
  private var hasMoved = false

  init(_ request: ScanRequest) {
    skip = request.skip
    limit = request.limit
  }

  /// Different rates so far.
  var rows: Int { ids.count }

  /// Adds a rate; false where it came before in this pass.
  mutating func insert(_ id: UnsafeRawBufferPointer) -> Bool {
    guard ids.insert(id) else {
      newDuplicates += 1
      return false
    }
    return true
  }

  /// Notes what a span said of the count; returns how many of its rates came before.
  mutating func noteCounts(_ span: Span) -> Int {
    counts.formUnion(span.counts)
    hasMoved = hasMoved || span.hasMoved
    defer { newDuplicates = 0 }
    duplicates += newDuplicates
    return newDuplicates
  }

  /// Nothing speaks against the table having stood still.
  func heldStill(trustsCount: Bool) -> Bool {
    (!trustsCount || counts.count <= 1) && duplicates == 0 && !hasMoved
  }

  /// Whether a pass that came to the end has seen every rate.
  func isComplete(trustsCount: Bool) -> Bool {
    guard heldStill(trustsCount: trustsCount) else { return false }
    guard trustsCount, let count = counts.first else { return true }
    let there = max(0, count - skip)
    return rows == min(there, limit ?? there)
  }

  /// Whether two passes have seen the same rates, each once and with the same count.
  func agrees(with earlier: Pass, delivered: Int) -> Bool {
    guard case .end = ending, case .end = earlier.ending else { return false }
    return heldStill(trustsCount: true) && earlier.heldStill(trustsCount: true) && counts == earlier.counts
      && rows == earlier.rows && rows == delivered
  }
}
