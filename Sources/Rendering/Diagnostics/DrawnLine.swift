import RateQL

/// A line of source as a terminal shows it, character by character: tabs as blanks up to the next stop,
/// control characters visible.
struct DrawnLine {
  /// One character as a person counts them, with the columns it takes.
  struct Cell {
    let text: String
    let column: Int
    let width: Int
    let bytes: Range<Int>

    var isBlank: Bool { text.allSatisfy { $0 == " " } }
  }

  private(set) var cells: [Cell] = []
  /// The columns of the whole line.
  private(set) var width = 0
  /// What of the line is here; a very long line is read around the place only.
  let bytes: Range<Int>
  let hasMoreBefore: Bool
  let hasMoreAfter: Bool

  /// How far a line is read on either side of the place.
  private static let reach = 4_096
  private static let tabStop = 4

  init(_ source: Source, line: Int, around place: Int) {
    let whole = source.lineRange(line)
    let place = min(max(place, whole.lowerBound), whole.upperBound)
    let start = source.characterStart(max(whole.lowerBound, place - DrawnLine.reach))
    let end = source.characterStart(min(whole.upperBound, place + DrawnLine.reach))
    bytes = start..<max(start, end)
    hasMoreBefore = start > whole.lowerBound
    hasMoreAfter = end < whole.upperBound
    var offset = start
    for character in source.text(in: bytes) {
      let text =
        character == "\t"
        ? String(repeating: " ", count: DrawnLine.tabStop - width % DrawnLine.tabStop)
        : VisibleText.make(String(character))
      let next = offset + character.utf8.count
      let cell = Cell(text: text, column: width, width: DisplayWidth.of(text), bytes: offset..<next)
      cells.append(cell)
      width += cell.width
      offset = next
    }
  }

  /// The columns that `span` takes here, at least one; nil where nothing but blanks of it stands on the line.
  ///
  /// - Parameter isWhole: the span stands on this line alone; otherwise blanks at both ends are left out.
  func columns(of span: Range<Int>, isWhole: Bool) -> Range<Int>? {
    var marked = cells[...].drop { $0.bytes.upperBound <= span.lowerBound }
    // A place between characters is that of the one that follows.
    marked = marked.prefix { $0.bytes.lowerBound < max(span.upperBound, span.lowerBound + 1) }
    if !isWhole {
      marked = marked.drop(while: \.isBlank)
      while let last = marked.last, last.isBlank { marked.removeLast() }
      if marked.isEmpty { return nil }
    }
    guard let first = marked.first, let last = marked.last else { return width..<(width + 1) }
    return first.column..<max(first.column + 1, last.column + last.width)
  }
}

extension Source {
  /// The nearest offset at or before this one at which a character's bytes start.
  fileprivate func characterStart(_ offset: Int) -> Int {
    var place = min(max(offset, 0), bytes.count)
    while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }

  fileprivate func text(in range: Range<Int>) -> String { text(Span(range.lowerBound, range.upperBound)) }
}
