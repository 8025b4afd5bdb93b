/// What a person would see: the output of a program drawn on a screen, as xterm draws the part of its language
/// that line editors and pagers speak.
package struct PseudoScreen: Sendable {
  package private(set) var columns: Int
  package private(set) var rows: Int
  /// The cursor's place, from 0.
  package private(set) var row = 0
  package private(set) var column = 0
  /// Rows that left the screen at its top.
  package private(set) var scrolledOff: [String] = []
  /// How often the bell rang.
  package private(set) var bells = 0

  /// An empty string is the right half of a wide character.
  private var cells: [[String]]
  private var wrapsNext = false
  private var inserting = false
  private var parser = PseudoScreenParser()

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The visible rows without the blanks at their ends.
  package var lines: [String] { cells.map(Self.trimmed) }

  /// Everything that was written and not overwritten: what scrolled off, then the screen.
  package var text: String {
    var all = scrolledOff + lines
    while all.last?.isEmpty == true { all.removeLast() }
    return all.joined(separator: "\n")
  }

  /// The row with the cursor.
  package var cursorLine: String { Self.trimmed(cells[row]) }

  /// Cut or widened at the right and the bottom; nothing is wrapped anew.
  package mutating func resize(columns: Int, rows: Int) {
    cells = cells.map { $0.prefix(columns) + Array(repeating: " ", count: max(0, columns - $0.count)) }
    while cells.count > rows, row < cells.count - 1 { cells.removeLast() }
    while cells.count > rows {
      scroll()
      cells.removeLast()
      row -= 1
    }
    let blank = Array(repeating: " ", count: columns)
    cells += Array(repeating: blank, count: max(0, rows - cells.count))
    self.columns = columns
    self.rows = rows
    row = min(row, rows - 1)
    column = min(column, columns - 1)
    wrapsNext = false
  }

  package mutating func write(_ bytes: [UInt8]) {
    for byte in bytes {
      if let action = parser.take(byte) { perform(action) }
    }
  }

  private mutating func perform(_ action: PseudoScreenParser.Action) {
    switch action {
    case .print(let scalar): print(scalar)
    case .control(let byte): control(byte)
    case .sequence(let final, let numbers): sequence(final, numbers)
    case .reverseLineFeed: move(toRow: row - 1, column: column)
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    if width == 0 {
      let place = max(0, column - (wrapsNext ? 0 : 1))
      cells[row][place].unicodeScalars.append(scalar)
      return
    }
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    wrapsNext = false
    if inserting {
      cells[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = String(Character(scalar))
    if width == 2 { cells[row][column + 1] = "" }
    column += width
    if column == columns {
      column = columns - 1
      wrapsNext = true
    }
  }

  private mutating func control(_ byte: UInt8) {
    if byte != 7 { wrapsNext = false }
    switch byte {
    case 7: bells += 1
    case 8: column = max(0, column - 1)
    case 9: column = min(columns - 1, (column / 8 + 1) * 8)
    case 10, 11, 12: lineFeed()
    case 13: column = 0
    default: break
    }
  }

  private mutating func sequence(_ final: UInt8, _ numbers: [Int]) {
    let count = max(1, numbers.first ?? 1)
    switch Character(Unicode.Scalar(final)) {
    case "A": move(toRow: row - count, column: column)
    case "B": move(toRow: row + count, column: column)
    case "C": move(toRow: row, column: column + count)
    case "D": move(toRow: row, column: column - count)
    case "G": move(toRow: row, column: count - 1)
    case "d": move(toRow: count - 1, column: column)
    case "H", "f": move(toRow: count - 1, column: max(1, numbers.dropFirst().first ?? 1) - 1)
    case "J": eraseScreen(numbers.first ?? 0)
    case "K": eraseLine(numbers.first ?? 0)
    case "X": blank(row, column..<min(columns, column + count))
    case "P": replaceRest(Array(cells[row][column...].dropFirst(count)))
    case "@": replaceRest(Array(repeating: " ", count: min(count, columns - column)) + cells[row][column...])
    case "h": if numbers == [4] { inserting = true }
    case "l": if numbers == [4] { inserting = false }
    default: break
    }
  }

  private mutating func move(toRow newRow: Int, column newColumn: Int) {
    row = min(max(0, newRow), rows - 1)
    column = min(max(0, newColumn), columns - 1)
    wrapsNext = false
  }

  private mutating func lineFeed() {
    if row < rows - 1 { row += 1 } else { scroll() }
  }

  private mutating func scroll() {
    scrolledOff.append(Self.trimmed(cells.removeFirst()))
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func eraseScreen(_ mode: Int) {
    eraseLine(mode)
    let others = mode == 0 ? row + 1..<rows : mode == 1 ? 0..<row : 0..<rows
    for other in others { blank(other, 0..<columns) }
  }

  private mutating func eraseLine(_ mode: Int) {
    blank(row, mode == 0 ? column..<columns : mode == 1 ? 0..<column + 1 : 0..<columns)
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = " " }
  }

  private mutating func replaceRest(_ rest: [String]) {
    let space = columns - column
    let filled = rest + Array(repeating: " ", count: max(0, space - rest.count))
    cells[row].replaceSubrange(column..<columns, with: filled.prefix(space))
  }

  private static func trimmed(_ cells: [String]) -> String {
    var cells = cells[...]
    while cells.last == " " { cells.removeLast() }
    return cells.joined()
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
