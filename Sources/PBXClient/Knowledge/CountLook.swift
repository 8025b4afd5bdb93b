import RateQL

/// What the server's own pages show of a list's `count`.
enum CountLook {
  /// As many rates as there are.
  case right
  /// There is no rate where the last one should be.
  case tooHigh
  /// There are rates behind the last one that is counted; perhaps it counts those of the page.
  case tooLow
  /// It goes with the question that is asked.
  case changing
  /// It was another one meanwhile: somebody was at work.
  case moved
  /// Nothing shows it: there is none, or one rate at the most, or pages are of any size.
  case unshown

  /// Looks at the first rate, at the last one that is counted, and behind it.
  init(_ session: PBXSession) async throws {
    func page(_ skip: Int) async throws -> (rows: Int, count: Int?) {
      let page = try await session.page(ListQuery(), skip: skip, top: 1)
      return (page.records.count, page.count)
    }
    let first = try await page(0)
    guard let count = first.count, first.rows <= 1 else {
      self = .unshown
      return
    }
    if count <= 1 {
      // One rate, or none, is the whole list and the page alike.
      self = try await page(1).rows == 0 ? .unshown : .tooLow
      return
    }
    let (last, behind) = try await (page(count - 1), page(count))
    guard last.count == count, behind.count == count else {
      self = try await page(0).count == count ? .changing : .moved
      return
    }
    self = last.rows == 0 ? .tooHigh : behind.rows == 0 ? .right : .tooLow
  }

  /// Whether lists may be read by it; nil where that can't be said.
  var isReliable: Bool? {
    switch self {
    case .right: true
    case .tooHigh, .tooLow, .changing: false
    case .moved, .unshown: nil
    }
  }
}
