import RateQL

/// How many prices change by how much: up to eight even steps of percent, and what lies far off on either side.
struct PriceHistogram: Hashable {
  struct Bucket: Hashable {
    /// As fractions; nil where the bucket is open to that side. From `from` to just below `to`; the last
    /// of the even steps takes in its end, and a bucket of one value starts and ends with it.
    var from: ExactDecimal?
    var to: ExactDecimal?
    var count: Int
  }

  let buckets: [Bucket]

  private static let fewest = 10
  private static let most = 8
  /// The smallest step: a hundredth of a percent, which is what a label can show.
  private static let smallestStep = -4

  /// - Parameter sorted: relative changes, in order; nil where they are few, or too much alike to be told
  ///   apart.
  init?(sorted: [ExactDecimal]) {
    guard sorted.count >= PriceHistogram.fewest, let first = sorted.first, let last = sorted.last,
      first != last
    else { return nil }
    // A few far off would squeeze all others into one step: they are counted apart.
    let apart = sorted.count / 20
    let (low, high) = (sorted[apart], sorted[sorted.count - 1 - apart])
    let isStretched = PriceHistogram.isStretched(first, low, high, last)
    let core = isStretched ? (low, high) : (first, last)
    guard let edges = core.0 == core.1 ? [core.0] : PriceHistogram.edges(from: core.0, to: core.1),
      let start = edges.first, let end = edges.last
    else { return nil }

    var counts = Array(repeating: 0, count: max(edges.count - 1, 1))
    var (below, above, place) = (0, 0, 0)
    for value in sorted {
      if value < start {
        below += 1
      } else if value > end {
        above += 1
      } else {
        while place + 1 < counts.count, value >= edges[place + 1] { place += 1 }
        counts[place] += 1
      }
    }
    var buckets = counts.enumerated().map { index, count in
      Bucket(from: edges[index], to: edges[min(index + 1, edges.count - 1)], count: count)
    }
    if below > 0 { buckets.insert(Bucket(from: nil, to: start, count: below), at: 0) }
    if above > 0 { buckets.append(Bucket(from: end, to: nil, count: above)) }
    guard buckets.count > 1 else { return nil }
    self.buckets = buckets
  }

  /// Whether all of them take more than three times the room of those in the middle.
  private static func isStretched(
    _ first: ExactDecimal, _ low: ExactDecimal, _ high: ExactDecimal, _ last: ExactDecimal
  ) -> Bool {
    guard let whole = try? last.subtracting(first), let middle = try? high.subtracting(low),
      let room = try? middle.multiplied(by: ExactDecimal(3))
    else { return true }
    return whole > room
  }

  /// Multiples of the smallest round step (1, 2 or 5 at some place) with which eight buckets are enough.
  private static func edges(from low: ExactDecimal, to high: ExactDecimal) -> [ExactDecimal]? {
    for power in smallestStep...18 {
      for digit in [1, 2, 5] {
        let unit = ExactDecimal(significand: 1, scale: max(-power, 0))
        guard let scaled = try? unit.multiplied(by: tenTo(max(power, 0))),
          let step = try? scaled.multiplied(by: ExactDecimal(digit)),
          let start = try? low.divided(by: step).roundedToward(up: false).integer,
          let end = try? high.divided(by: step).roundedToward(up: true).integer
        else { continue }
        let (count, overflow) = end.subtractingReportingOverflow(start)
        guard !overflow, count <= most else { continue }
        return (0...max(count, 1)).compactMap { try? ExactDecimal(start + $0).multiplied(by: step) }
      }
    }
    return nil
  }

  private static func tenTo(_ power: Int) -> ExactDecimal {
    ExactDecimal((0..<power).reduce(Int128(1)) { product, _ in product * 10 })
  }
}
