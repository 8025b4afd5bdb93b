/// What is found wrong with a file: the first of it told, the rest counted.
struct Problems {
  /// How many are told, at the most.
  static let limit = 20

  private(set) var told: [DeckError.Problem] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func report(_ reason: @autoclosure () -> String, line: Int?, column: Int? = nil) {
    count += 1
    if told.count < Problems.limit { told.append(.init(line: line, column: column, reason: reason())) }
  }

  /// - Throws: ``DeckError`` where anything was reported.
  func check(file: String? = nil) throws(DeckError) {
    guard !isEmpty else { return }
    throw DeckError(file: file, problems: told, untold: count - told.count)
  }
}
