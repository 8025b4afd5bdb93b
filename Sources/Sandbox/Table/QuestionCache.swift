import RateQL

/// What a list request asks for, paging aside. Texts are compared by bytes.
struct Question: Hashable {
  var filter: [UInt8]?
  var search: [UInt8]?
  var order: [UInt8]?

  var isAll: Bool { filter == nil && search == nil && order == nil }
}

/// The rows that answer the last few questions, in order, so that paging through a filtered or ordered list
/// evaluates it once. Every write empties it.
struct QuestionCache {
  private static let capacity = 8
  /// The one used last stands last.
  private var entries: [(question: Question, rows: [Int64])] = []

  mutating func rows(for question: Question) -> [Int64]? {
    guard let index = entries.lastIndex(where: { $0.question == question }) else { return nil }
    let entry = entries.remove(at: index)
    entries.append(entry)
    return entry.rows
  }

  mutating func keep(_ rows: [Int64], for question: Question) {
    if entries.count == QuestionCache.capacity { entries.removeFirst() }
    entries.append((question, rows))
  }

  mutating func empty() { entries.removeAll() }
}
