/// Why a file can't be read: everything that is wrong with it, up to some count.
package struct DeckError: Error, Hashable, CustomStringConvertible {
  package struct Problem: Hashable, Sendable {
    /// The line of the file, from 1; nil where it is not about one line.
    package var line: Int?
    /// The character in the line, from 1, where that is known.
    package var column: Int?
    package var reason: String

    init(line: Int?, column: Int? = nil, reason: String) {
      self.line = line
      self.column = column
      self.reason = reason
    }
  }

  /// The file's name; nil where the text came from elsewhere.
  package var file: String?
  package var problems: [Problem]
  /// How many more there are than ``problems`` tells.
  package var untold: Int

  init(file: String? = nil, problems: [Problem], untold: Int = 0) {
    self.file = file
    self.problems = problems
    self.untold = untold
  }

  /// One problem on each line, as `deck.csv:12: the price '0,5' is not a number`.
  package var lines: [String] {
    var lines = problems.map { problem in
      let place = [file ?? "deck"] + [problem.line, problem.column].compactMap { $0.map(String.init) }
      return "\(place.joined(separator: ":")): \(problem.reason)"
    }
    if untold > 0 { lines.append("… and \(untold) more") }
    return lines
  }

  package var description: String { lines.joined(separator: "\n") }
}
