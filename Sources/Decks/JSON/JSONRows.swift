import RateQL

/// Rows gathered from JSON objects: a column for each name, in the order in which names first come.
struct JSONRows {
  /// Names that differ from row to row would make a table as wide as it is long.
  private static let mostColumns = 1000

  private let bytes: [UInt8]
  private var table = RawTable()
  private var places: [String: Int] = [:]
  /// Where the rows that were read start, and how many lines stand before it.
  private var counted = (place: 0, lines: 0)
  /// Objects that were read, those at fault too.
  private(set) var count = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads an array of objects.
  mutating func readArray(_ text: inout JSONText, _ problems: inout Problems) throws(JSONText.Fault) {
    _ = text.take(UInt8(ascii: "["))
    var isFirst = true
    while try text.advance(isFirst: isFirst, closing: UInt8(ascii: "]")) {
      isFirst = false
      try readRow(&text, &problems)
    }
  }

  /// Reads one object as a row.
  mutating func readRow(_ text: inout JSONText, _ problems: inout Problems) throws(JSONText.Fault) {
    text.skipBlanks()
    let line = line(of: text.place)
    count += 1
    guard text.next == UInt8(ascii: "{") else {
      let start = text.place
      try text.skipValue()
      problems.report("an object expected, not \(shown(start, text.place))", line: line)
      return
    }
    _ = text.take(UInt8(ascii: "{"))
    let row = table.lines.count
    var isFirst = true
    var guess = 0
    while try text.advance(isFirst: isFirst, closing: UInt8(ascii: "}")) {
      isFirst = false
      let name = try text.name()
      let place = try place(of: name, guess: guess, text)
      guess = place + 1
      guard table.columns[place].cells.count <= row else {
        problems.report("\(CellText.shown(name)) stands twice in the object", line: line)
        try text.skipValue()
        continue
      }
      try readCell(place, name, line, &text, &problems)
    }
    table.lines.append(line)
    for place in table.columns.indices where table.columns[place].cells.count <= row {
      table.columns[place].cells.appendNull()
    }
  }

  private mutating func readCell(
    _ place: Int, _ name: String, _ line: Int, _ text: inout JSONText, _ problems: inout Problems
  ) throws(JSONText.Fault) {
    text.skipBlanks()
    if text.next == UInt8(ascii: "{") || text.next == UInt8(ascii: "[") {
      let start = text.place
      try text.skipValue()
      problems.report(
        "\(CellText.shown(name)) is \(shown(start, text.place)); objects must be flat: texts, numbers, true, false, null",
        line: line)
      table.columns[place].cells.appendNull()
      return
    }
    let isText = table.columns[place].field?.type == .text
    switch try text.scalar() {
    case .null: table.columns[place].cells.appendNull()
    case .text(let value):
      guard !CellText.isBlank(value) else {
        table.columns[place].cells.appendNull()
        return
      }
      table.columns[place].forms.insert(.text)
      table.columns[place].cells.append(value)
    case .number(let range):
      // Some servers send ids and prefixes bare.
      if isText, !bytes[range].allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
        problems.report(
          "\(CellText.shown(name)) is the number \(shown(range.lowerBound, range.upperBound)), not a text",
          line: line)
      }
      table.columns[place].forms.insert(.number)
      table.columns[place].cells.append(utf8: bytes[range])
    case .bool(let value):
      if isText { problems.report("\(CellText.shown(name)) is \(value), not a text", line: line) }
      table.columns[place].forms.insert(.truth)
      table.columns[place].cells.append(value ? "true" : "false")
    }
  }

  /// The column of that name, made where there is none yet. Objects mostly have their members in one order.
  private mutating func place(
    of name: String, guess: Int, _ text: JSONText
  ) throws(JSONText.Fault) -> Int {
    if guess < table.columns.count, table.columns[guess].name == name { return guess }
    if let known = places[name] { return known }
    let place = table.columns.count
    guard place < JSONRows.mostColumns else {
      throw text.fault("more than \(JSONRows.mostColumns) different names; objects should be alike")
    }
    places[name] = place
    var column = RawTable.Column(name: name)
    for _ in table.lines { column.cells.appendNull() }
    table.columns.append(column)
    return place
  }

  /// The table, once all rows are read.
  mutating func finished(_ problems: inout Problems) -> RawTable {
    table.settleNames(line: nil, &problems)
    if table.columns.isEmpty, problems.isEmpty {
      problems.report("it holds no rows, so nothing tells its columns", line: nil)
    }
    return table
  }

  mutating func report(_ fault: JSONText.Fault, _ problems: inout Problems) {
    let line = line(of: fault.place)
    let start = bytes[..<fault.place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = 1 + String(decoding: bytes[start..<fault.place], as: UTF8.self).count
    problems.report(fault.reason, line: line, column: column)
  }

  private mutating func line(of place: Int) -> Int {
    if place < counted.place { counted = (0, 0) }
    counted.lines += bytes[counted.place..<place].count { $0 == UInt8(ascii: "\n") }
    counted.place = place
    return counted.lines + 1
  }

  private func shown(_ start: Int, _ end: Int) -> String {
    CellText.shown(String(decoding: bytes[start..<min(end, start + 200)], as: UTF8.self))
  }
}
