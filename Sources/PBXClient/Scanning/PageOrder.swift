/// Which rows to ask for next.
struct PageOrder {
  private let limit: Int?
  private let start: Int
  private var nextSkip: Int
  private var size: Int
  /// How many rows the list has; nil where that is not known.
  private var total: Int?

  init(skip: Int, limit: Int?, size: Int, cap: Int?) {
    self.limit = limit
    self.size = min(size, cap ?? size)
    start = max(0, skip)
    nextSkip = start
  }

  mutating func learn(total: Int?, cap: Int?) {
    self.total = total
    if let cap { size = min(size, max(1, cap)) }
  }

  /// Whether to send for more.
  ///
  /// A page is asked for past the last full one as well: only a page that is short or empty shows that the
  /// count was right. What the rows so far should have filled but have not (rates came twice) is asked for
  /// when nothing else is under way.
  func wantsNext(isWaiting: Bool, _ rows: Int) -> Bool {
    let isInTotal = total.map { nextSkip <= $0 } ?? true
    let isInLimit = limit.map { nextSkip - start < $0 } ?? true
    return (isInTotal && isInLimit) || !isWaiting
  }

  mutating func next() -> (skip: Int, size: Int) {
    let left = limit.map { $0 - (nextSkip - start) } ?? size
    let place = (skip: nextSkip, size: left > 0 ? min(size, left) : size)
    nextSkip += place.size
    return place
  }
}
