/// Text from a server or a file made safe for a terminal's line: what would move the cursor, change
/// colours, break the line or turn the direction of reading is shown instead of obeyed.
package enum VisibleText {
  /// Control characters become their pictures (`␛`, `␊`), others their number (`\u{202e}`).
  package static func make(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      guard isHidden(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalar.value {
      case 0x00...0x1F: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
      case 0x7F: result.append("␡")
      default: result.append("\\u{\(String(scalar.value, radix: 16))}")
      }
    }
    return result
  }

  /// True where every byte is a printable ASCII character.
  package static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// Whether the character acts on a terminal, or on its neighbours, rather than being seen. What joins
  /// emoji and shapes letters is left alone.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    // Soft hyphen, marks of direction, zero-width space, byte order mark.
    case 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF: true
    // Line and paragraph separators, bidi embeddings and overrides.
    case 0x2028...0x202E: true
    // Word joiner and invisible operators, bidi isolates, deprecated format characters.
    case 0x2060...0x206F, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}
