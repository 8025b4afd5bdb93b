/// Words whose case does not count.
package enum Words {
  /// Whether two words differ in the case of their letters at the most.
  package static func areSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    var (x, y) = (a.utf8.makeIterator(), b.utf8.makeIterator())
    while true {
      switch (x.next(), y.next()) {
      case (nil, nil): return true
      case (let p?, let q?) where p < 0x80 && q < 0x80:
        if lower(p) != lower(q) { return false }
      case (_?, _?): return a.lowercased() == b.lowercased()
      default: return false
      }
    }
  }

  static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

/// A few known words with what they mean, found in any case of letters without making a new text.
package struct WordTable<Meaning: Sendable>: Sendable {
  /// By first letter and length, which leaves one or two words to compare.
  private var buckets: [[(word: [UInt8], meaning: Meaning)]]

  /// - Parameter words: in small letters of ASCII, each once.
  package init(_ words: [(String, Meaning)]) {
    buckets = Array(repeating: [], count: 1_024)
    for (word, meaning) in words {
      let bytes = Array(word.utf8)
      guard let place = WordTable.place(bytes.first, bytes.count) else { continue }
      buckets[place].append((bytes, meaning))
    }
  }

  package subscript(word: String) -> Meaning? {
    guard let place = WordTable.place(word.utf8.first, word.utf8.count) else { return nil }
    return buckets[place].first { known in
      zip(known.word, word.utf8).allSatisfy { $0 == Words.lower($1) }
    }?.meaning
  }

  private static func place(_ first: UInt8?, _ count: Int) -> Int? {
    guard let first, count < 32 else { return nil }
    return Int(first & 0x1F) << 5 | count
  }
}
