import Synchronization

/// The next of a row of things to do, for several workers.
final class WorkCursor: Sendable {
  private let next = Mutex(0)
  private let end: Int

  init(count: Int) { end = count }

  func take() -> Int? {
    next.withLock { next in
      guard next < end else { return nil }
      next += 1
      return next - 1
    }
  }
}

/// The results of several workers, each at its place.
final class ResultList<Result: Sendable>: Sendable {
  private let results: Mutex<[Result?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  func set(_ result: Result, at place: Int) { results.withLock { $0[place] = result } }

  var all: [Result?] { results.withLock { $0 } }
}
