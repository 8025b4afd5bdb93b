/// A text that is parsed: a script, a line of the REPL, an argument.
public struct Source: Sendable, Hashable {
  /// What messages call it: a file name, `<line 3>`, `-e`.
  public let name: String
  public let text: String
  package let bytes: [UInt8]
  private let lineStarts: [Int]
  /// Where its offsets start: the sources of one session stand side by side, so that a place tells which
  /// one it is in.
  package let base: Int

  public init(name: String, text: String) { self.init(name: name, text: text, base: 0) }

  package init(name: String, text: String, base: Int) {
    self.name = name
    self.text = text
    self.base = base
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  private init(_ source: Source, base: Int) {
    (name, text, bytes, lineStarts) = (source.name, source.text, source.bytes, source.lineStarts)
    self.base = base
  }

  /// The same with its offsets starting at `base`.
  package func placed(at base: Int) -> Source { base == self.base ? self : Source(self, base: base) }

  /// The line number, from 1, of a byte offset.
  public func line(at offset: Int) -> Int {
    let offset = offset - base
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column, from 1, of a byte offset: characters as a person counts them. Inside a character it is that
  /// character's.
  public func column(at offset: Int) -> Int { position(at: offset).column }

  /// The place of a byte offset.
  ///
  /// - Parameter known: a place before it that was found already, from which columns are counted on where both
  ///   are on one line.
  package func position(at offset: Int, from known: Position? = nil) -> Position {
    let line = line(at: offset)
    let end = min(max(offset - base, lineStarts[line - 1]), bytes.count)
    var (start, first) = (lineStarts[line - 1], 1)
    if let known, known.line == line, known.startsCharacter, known.offset <= end {
      (start, first) = (known.offset, known.column)
    }
    let before = String(decoding: bytes[start..<end], as: UTF8.self).count
    var startsCharacter = true
    // What follows may belong to the character before it, as a combining mark does.
    if end < bytes.count, end > start, bytes[end] >= 0x80 || bytes[end - 1] == UInt8(ascii: "\r") {
      var next = end + 1
      while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
      startsCharacter = String(decoding: bytes[start..<next], as: UTF8.self).count > before
    }
    return Position(
      line: line, column: first + before - (startsCharacter ? 0 : 1), offset: end,
      startsCharacter: startsCharacter)
  }

  /// A place in a source; lines and columns count from 1, the offset from the start of its text.
  package struct Position: Sendable, Hashable {
    package let line: Int
    package let column: Int
    package let offset: Int
    /// Nothing before the place belongs to the character at it.
    let startsCharacter: Bool
  }

  /// The same text with its offsets starting at 0.
  package var unplaced: Source { placed(at: 0) }

  /// The bytes of a line, without its line break.
  package func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  package func text(_ span: Span) -> String {
    let end = min(max(span.end - base, 0), bytes.count)
    return String(decoding: bytes[min(max(span.start - base, 0), end)..<end], as: UTF8.self)
  }
}

/// A stretch of a source, as offsets into its UTF-8 bytes.
public struct Span: Sendable, Hashable {
  public var start: Int
  public var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  package func shifted(_ distance: Int) -> Span { Span(start + distance, end + distance) }

  package func joined(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}

/// The sources of a session, by the place where each one's offsets start.
package struct SourceMap: Sendable {
  private var sources: [Source] = []

  package init(_ sources: [Source] = []) {
    for source in sources { insert(source) }
  }

  /// Where the offsets of the next source may start.
  package var nextBase: Int { sources.last.map { $0.base + $0.bytes.count + 1 } ?? 0 }

  package mutating func insert(_ source: Source) {
    let place = sources.firstIndex { $0.base >= source.base } ?? sources.count
    if sources.indices.contains(place), sources[place].base == source.base {
      sources[place] = source
    } else {
      sources.insert(source, at: place)
    }
  }

  package mutating func merge(_ other: SourceMap) {
    for source in other.sources { insert(source) }
  }

  /// The source that a place is in.
  package func source(of span: Span) -> Source? {
    sources.last { $0.base <= span.start }
  }

  package func text(_ span: Span) -> String { source(of: span)?.text(span) ?? "" }

  package func line(_ span: Span) -> Int { source(of: span)?.line(at: span.start) ?? 1 }
}
