/// Completions laid out as `ls` lays out names: down the columns, as many columns as fit.
enum CompletionList {
  /// - Parameters:
  ///   - columns: of the terminal.
  ///   - limit: rows at most; what doesn't fit is counted in a last row.
  static func rows(_ labels: [String], columns: Int, limit: Int) -> [String] {
    let gap = 2
    let labels = labels.map { shown($0, columns: columns - 1) }
    let width = (labels.map { TextLayout.width($0) }.max() ?? 0) + gap
    // The last column needs no gap, and the last place stays free so that no terminal wraps.
    let across = max(1, (columns - 1 + gap) / max(width, 1))
    let needed = (labels.count + across - 1) / across
    let shownRows = needed > limit ? max(1, limit - 1) : needed
    var rows = (0..<shownRows).map { row in
      stride(from: row, to: labels.count, by: needed).map { index in
        let last = index + needed >= labels.count
        return last ? labels[index] : padded(labels[index], to: width)
      }.joined()
    }
    if shownRows < needed {
      let left = (shownRows..<needed).reduce(0) { sum, row in
        sum + stride(from: row, to: labels.count, by: needed).reduce(0) { count, _ in count + 1 }
      }
      rows.append("… and \(left) more")
    }
    return rows
  }

  private static func padded(_ label: String, to width: Int) -> String {
    label + String(repeating: " ", count: max(0, width - TextLayout.width(label)))
  }

  /// Without control characters, and cut where it is wider than the terminal.
  private static func shown(_ label: String, columns: Int) -> String {
    let plain = label.map { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? "?" : $0 }
    guard TextLayout.width(String(plain)) > columns else { return String(plain) }
    var text = ""
    for character in plain {
      guard TextLayout.width(text) + TextLayout.width(String(character)) < columns else { break }
      text.append(character)
    }
    return text + "…"
  }
}
