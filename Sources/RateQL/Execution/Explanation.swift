/// What a query would do, as lines for a person: each with what it speaks of.
struct Explanation {
  enum Part: String {
    case from, sent, here
    case byID = "by id"
    case edit, requests, took, first, second, charge
  }

  private(set) var lines: [(part: Part, text: String)] = []

  static let columns = [ResultColumn(name: "part", type: .text), ResultColumn(name: "text", type: .text)]

  mutating func add(_ part: Part, _ text: String) { lines.append((part, text)) }

  /// The lines as the columns of a result.
  var values: [Column] {
    [.values(lines.map { .text($0.part.rawValue) }), .values(lines.map { .text($0.text) })]
  }
}
