/// `join`: each left row with each right row of its key, in the order of the left.
final class JoinStep: Step {
  private let match: JoinMatch
  private let right: RowBatch
  private let budget: RunBudget
  private let next: any Step
  private let index: KeyIndex

  init(_ match: JoinMatch, _ right: RowBatch, _ budget: RunBudget, next: any Step) {
    self.match = match
    self.budget = budget
    self.right = right
    self.next = next
    index = KeyIndex(match.keys.map { right.column(.computed($0.right)) }, count: right.count)
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    let keys = match.keys.map { batch.column($0.left) }
    var (lefts, rights): ([Int32], [Int32]) = ([], [])
    for row in 0..<batch.count {
      let found = index.rows(KeyIndex.key(keys, row))
      // A key that many rows have on both sides makes very many: they count before they are made.
      try budget.spend(found.count)
      for other in found {
        lefts.append(Int32(row))
        rights.append(other)
      }
    }
    var joined = batch.choosing(lefts)
    for place in match.added { joined = joined.adding(right.column(.computed(place)).gathered(rights)) }
    return try await next.push(joined)
  }

  func finish() async throws { try await next.finish() }
}

/// Rows by the values of their key. A row with a null in its key has none.
struct KeyIndex {
  private var places: [[Value]: [Int32]] = [:]

  init(_ keys: [Column], count: Int) {
    places.reserveCapacity(count)
    for row in 0..<count {
      guard let key = KeyIndex.key(keys, row) else { continue }
      places[key, default: []].append(Int32(row))
    }
  }

  static func key(_ columns: [Column], _ row: Int) -> [Value]? {
    let key = columns.map { $0[row] }
    return key.contains(.null) ? nil : key
  }

  func rows(_ key: [Value]?) -> [Int32] { key.flatMap { places[$0] } ?? [] }

  /// A key that more than one row has, with two of them.
  var doubled: (key: [Value], rows: [Int32])? {
    places.filter { $0.value.count > 1 }.min { $0.value[1] < $1.value[1] }.map { ($0.key, $0.value) }
  }
}
