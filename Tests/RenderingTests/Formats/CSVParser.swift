/// Reads RFC 4180, written apart from the code under test. A cell tells whether it was quoted.
struct CSVParser {
  struct Cell: Equatable {
    var text: String
    var isQuoted: Bool
  }

  struct Malformed: Error {}

  static func parse(_ text: String) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var scalars = Array(text.unicodeScalars)[...]
    while !scalars.isEmpty {
      var cell = Cell(text: "", isQuoted: false)
      if scalars.first == "\"" {
        cell.isQuoted = true
        scalars = scalars.dropFirst()
        while true {
          guard let scalar = scalars.popFirst() else { throw Malformed() }
          if scalar == "\"" {
            guard scalars.first == "\"" else { break }
            scalars = scalars.dropFirst()
          }
          cell.text.unicodeScalars.append(scalar)
        }
      } else {
        while let scalar = scalars.first, scalar != ",", scalar != "\n" {
          guard scalar != "\"", scalar != "\r" else { throw Malformed() }
          cell.text.unicodeScalars.append(scalar)
          scalars = scalars.dropFirst()
        }
      }
      row.append(cell)
      switch scalars.popFirst() {
      case ",":
        // A comma before the end would be an empty last cell; every line here ends in a line feed.
        if scalars.isEmpty { throw Malformed() }
      case "\n":
        rows.append(row)
        row = []
      default: throw Malformed()
      }
    }
    guard row.isEmpty else { throw Malformed() }
    return rows
  }
}
