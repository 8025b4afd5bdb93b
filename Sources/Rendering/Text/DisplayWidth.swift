/// How many columns of a terminal a text takes.
///
/// Counted by grapheme clusters: combining marks 0, East Asian wide characters 2, emoji and their
/// sequences 2, all else 1. Source: Unicode Standard Annexes 11 and 29. Terminals differ on rare clusters;
/// none is counted as less than common terminals show.
package enum DisplayWidth {
  package static func of(_ text: String) -> Int {
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.value < 0x300, scalars.count == 1 { return 1 }
    var width = 0
    for scalar in scalars {
      // An emoji by its own default, or asked for by the variation selector.
      if scalar.properties.isEmojiPresentation { return 2 }
      if scalar == "\u{FE0F}", first.properties.isEmoji, first.value > 0x7F { return 2 }
      if scalar == "\u{20E3}", first.properties.isEmoji { return 2 }
      width += of(scalar)
    }
    return min(width, 2)
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    // Vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return WideRanges.contains(scalar) ? 2 : 1
    }
  }
}

/// A text fit to be shown on one line, with its width.
package struct DisplayText: Sendable, Hashable {
  package let text: String
  package let width: Int

  /// Makes control characters of `text` visible, as ``VisibleText`` does.
  package init(_ text: String) {
    if VisibleText.isPlain(text) {
      self.text = text
      width = text.utf8.count
    } else {
      self.text = VisibleText.make(text)
      width = DisplayWidth.of(self.text)
    }
  }

  private init(text: String, width: Int) {
    self.text = text
    self.width = width
  }

  package static let empty = DisplayText(text: "", width: 0)

  /// The start of the text with `…`, in at most `limit` columns; whole where it fits.
  package func cut(to limit: Int) -> DisplayText {
    guard width > limit else { return self }
    guard limit > 0 else { return .empty }
    var kept = ""
    var taken = 0
    for character in text {
      let next = DisplayWidth.of(character)
      guard taken + next < limit else { break }
      kept.append(character)
      taken += next
    }
    return DisplayText(text: kept + "…", width: taken + 1)
  }
}
