/// Texts of cells and headers.
enum CellText {
  /// The text without blanks around it.
  static func trimmed(_ text: String) -> String {
    // By scalars: a character that starts with a blank may have more in it.
    var rest = Substring(text).unicodeScalars
    while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return rest.startIndex == text.startIndex && rest.endIndex == text.endIndex ? text : String(rest)
  }

  /// Whether nothing but blanks stands in it.
  static func isBlank(_ text: String) -> Bool {
    if let first = text.utf8.first, first > 0x20, first < 0x80 { return false }
    return text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// The bytes without blanks around them: ASCII's and the no-break space.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, bytes.count)
    while start < end {
      if bytes[start] <= 0x20 {
        start += 1
      } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while end > start {
      if bytes[end - 1] <= 0x20 {
        end -= 1
      } else if end - 2 >= start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// A cell as messages quote it: short, on one line, with nothing in it that acts on a terminal.
  static func shown(_ text: String) -> String {
    let limit = 40
    let scalars = text.unicodeScalars
    var result = ""
    for scalar in scalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    if scalars.count > limit { result += "…" }
    return "`\(result)`"
  }

  static func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    shown(String(decoding: bytes, as: UTF8.self))
  }
}
