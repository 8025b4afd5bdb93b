import CLibEdit

/// Where text ends up on a screen of so many columns, counted as libedit counts.
struct TextLayout {
  var columns: Int
  private(set) var row = 0
  private(set) var column = 0

  init(columns: Int) { self.columns = max(columns, 2) }

  mutating func add(_ text: some StringProtocol) {
    for scalar in text.unicodeScalars { add(scalar) }
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\n":
      row += 1
      column = 0
    case "\t":
      repeat { advance(1) } while column % 8 != 0
    default:
      advance(Self.width(scalar))
    }
  }

  private mutating func advance(_ width: Int) {
    // A wide character does not straddle the margin.
    if column + width > columns {
      row += 1
      column = 0
    }
    column += width
    if column == columns {
      row += 1
      column = 0
    }
  }

  /// Columns of text on one row.
  static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  static func width(_ scalar: Unicode.Scalar) -> Int {
    if (0x20..<0x7F).contains(scalar.value) { return 1 }
    // libedit shows a control character as `^A`.
    if scalar.value < 0x20 || scalar.value == 0x7F { return 2 }
    return max(0, Int(clibedit_character_width(wchar_t(scalar.value))))
  }
}
