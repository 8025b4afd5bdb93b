/// Texts from a server, made fit to stand in a message.
enum PlainText {
  /// One line: white space runs become one space, control characters visible signs, invisible and
  /// direction-changing characters go, and what is longer than `limit` characters is cut.
  static func line(_ text: String, limit: Int = 300) -> String {
    // What most texts are: nothing in them has to go.
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    var pendingSpace = false
    var count = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingSpace = count > 0
        continue
      }
      guard let shown = visible(scalar) else { continue }
      if count >= limit {
        result.append("…")
        break
      }
      if pendingSpace {
        result.append(" ")
        pendingSpace = false
        count += 1
      }
      result.append(shown)
      count += 1
    }
    return String(result)
  }

  private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0: "\u{FFFD}"
    default:
      switch scalar.properties.generalCategory {
      case .format, .surrogate, .privateUse, .unassigned: nil
      default: scalar
      }
    }
  }

  /// The words of an HTML page: its title where it has one, else its text without tags.
  static func html(_ page: String) -> String {
    let page = page.prefix(20_000)
    if let open = page.firstRange(of: /<title[^<>]*>/.ignoresCase()) {
      let rest = page[open.upperBound...]
      let title = line(String(rest[..<(rest.firstIndex(of: "<") ?? rest.endIndex)]))
      if !title.isEmpty { return title }
    }
    var text = ""
    var isTag = false
    for character in page {
      switch character {
      case "<": isTag = true
      case ">":
        isTag = false
        text.append(" ")
      default: if !isTag { text.append(character) }
      }
    }
    return line(text)
  }
}
