/// Text broken at spaces into lines of a terminal's width.
package enum WrappedText {
  /// - Parameters:
  ///   - text: shown as ``DisplayText`` does; a word wider than a line is broken.
  ///   - limit: columns of a line; nil for one line.
  package static func lines(_ text: String, within limit: Int?) -> [String] {
    let visible = DisplayText(text)
    guard let limit, limit > 0, visible.width > limit else { return [visible.text] }
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in visible.text.split(separator: " ") {
      let wanted = DisplayWidth.of(String(word))
      if !line.isEmpty {
        if width + 1 + wanted <= limit {
          line += " " + word
          width += 1 + wanted
          continue
        }
        lines.append(line)
        (line, width) = ("", 0)
      }
      for character in word {
        let next = DisplayWidth.of(character)
        if width + next > limit, !line.isEmpty {
          lines.append(line)
          (line, width) = ("", 0)
        }
        line.append(character)
        width += next
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

extension ByteWriter {
  /// Appends `text` as lines of at most `limit` columns, each through `style`.
  mutating func append(
    wrapped text: String, within limit: Int?, style: (String) -> String = { $0 }
  ) {
    for line in WrappedText.lines(text, within: limit) {
      append(style(line))
      append(UInt8(ascii: "\n"))
    }
  }
}
