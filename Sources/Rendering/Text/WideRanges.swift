/// Characters that take two columns, by Unicode's East Asian Width (wide and fullwidth). Emoji are not
/// here: the standard library knows those.
enum WideRanges {
  /// In ascending order, without overlap.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul leading consonants
    0x2329...0x232A,
    0x2E80...0x303E,  // CJK radicals and punctuation
    0x3041...0x3247,  // kana, bopomofo, Hangul compatibility
    0x3250...0xA4C6,  // CJK ideographs, Yi
    0xA960...0xA97C,
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,
    0xFE10...0xFE19,
    0xFE30...0xFE6B,
    0xFF01...0xFF60,  // fullwidth forms
    0xFFE0...0xFFE6,
    0x16FE0...0x18D08,  // Tangut, Khitan
    0x1AFF0...0x1B2FB,
    0x1F200...0x1F265,
    0x20000...0x3FFFD,  // CJK extensions
  ]

  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
