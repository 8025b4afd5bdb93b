/// The part of a drawn line that fits the terminal, with the marked place in it.
struct LineWindow {
  let text: String
  /// Where the carets stand under ``text``.
  let marked: Range<Int>

  /// - Parameters:
  ///   - marked: the columns that matter, of the whole line.
  ///   - limit: how many columns there are.
  init(_ line: DrawnLine, marked: Range<Int>, limit: Int) {
    let needed = max(line.width, marked.upperBound)
    if needed <= limit, !line.hasMoreBefore, !line.hasMoreAfter {
      text = line.cells.map(\.text).joined()
      self.marked = marked
      return
    }
    let start = LineWindow.start(line, marked, limit)
    let cutsBefore = start > 0 || line.hasMoreBefore
    let room = limit - (cutsBefore ? 1 : 0)
    let fits = line.width - start <= room && !line.hasMoreAfter
    let end = start + (fits ? room : room - 1)
    let cells = line.cells.filter { $0.column >= start && $0.column + $0.width <= end }
    // What is left out before the first cell, less the mark of the cut.
    let shift = (cells.first?.column ?? start) - (cutsBefore ? 1 : 0)
    let shownEnd = (cells.last.map { $0.column + $0.width } ?? start) - shift
    text = (cutsBefore ? "…" : "") + cells.map(\.text).joined() + (fits ? "" : "…")
    let first = max(0, marked.lowerBound - shift)
    let last = min(marked.upperBound - shift, max(shownEnd, first) + 1)
    self.marked = first..<max(first + 1, last)
  }

  /// The column at which the window opens: the place in the middle, and no room given away at the end.
  private static func start(_ line: DrawnLine, _ marked: Range<Int>, _ limit: Int) -> Int {
    if marked.upperBound < limit, !line.hasMoreBefore { return 0 }
    let room = max(1, limit - 2)
    let free = room - min(marked.count, room)
    let after = line.hasMoreAfter ? free : max(0, line.width - marked.upperBound)
    return max(0, marked.lowerBound - max(free / 2, free - after))
  }
}
