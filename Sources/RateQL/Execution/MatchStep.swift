/// `match "NUMBER"`: the rates whose prefix starts the number, longest first.
final class MatchStep: Step {
  private let number: [UInt8]
  private let next: any Step
  private var found: RowBatch?

  init(_ number: String, next: any Step) {
    self.number = Array(number.utf8)
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    let prefixes = batch.column(.field(.prefix))
    let places = (0..<Int32(batch.count)).filter { place in
      guard let prefix = prefixes[Int(place)].string, !prefix.isEmpty else { return false }
      return number.starts(with: prefix.utf8)
    }
    guard !places.isEmpty else { return .more }
    let matching = batch.choosing(places)
    if found == nil { found = matching } else { found?.append(matching) }
    return .more
  }

  func finish() async throws {
    if let found {
      self.found = nil
      let prefixes = found.column(.field(.prefix))
      let lengths = (0..<found.count).map { prefixes[$0].string?.utf8.count ?? 0 }
      // Of one length there is one prefix; a store that has it twice keeps its own order.
      let places = (0..<Int32(found.count)).sorted { a, b in
        let (x, y) = (lengths[Int(a)], lengths[Int(b)])
        return x == y ? a < b : x > y
      }
      _ = try await next.push(found.choosing(places))
    }
    try await next.finish()
  }
}
