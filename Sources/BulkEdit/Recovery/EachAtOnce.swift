/// The same for each of a row of things, several at a time; results in their order.
enum EachAtOnce {
  /// - Throws: the first error; the others are cancelled.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Result] {
    let cursor = WorkCursor(count: items.count)
    let results = ResultList<Result>(count: items.count)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(width, items.count) {
        group.addTask {
          while let place = cursor.take() {
            try Task.checkCancellation()
            let result = try await body(items[place])
            results.set(result, at: place)
          }
        }
      }
      try await group.waitForAll()
    }
    return results.all.compactMap(\.self)
  }
}
