/// Called numbers as people and PBXs write them.
package enum PhoneNumber {
  /// The digits of a number in international form, as prefixes are compared with: `+44 (0)7911-123456` and
  /// `0044 7911 123456` are `447911123456`.
  ///
  /// Blanks, dashes, dots, slashes and round brackets are left out, a leading `+` or `00` too, and the `(0)`
  /// that is dialled at home only. Of an address (`sip:+447911123456@pbx.example.com;user=phone`, `tel:…`) what
  /// stands before the `@` and `;` counts. Nil where anything but digits is left, or nothing.
  package static func normalized(_ text: String) -> String? {
    var characters = user(text).filter { !separators.contains($0) }
    let isInternational = characters.first == "+" || characters.starts(with: ["0", "0"])
    if isInternational, let place = trunkZero(characters) { characters.removeSubrange(place) }
    characters.removeAll { $0 == "(" || $0 == ")" }
    if characters.first == "+" {
      characters.removeFirst()
    } else if characters.starts(with: ["0", "0"]) {
      characters.removeFirst(2)
    }
    guard !characters.isEmpty, characters.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return String(String.UnicodeScalarView(characters))
  }

  /// An address without its scheme, host and parameters.
  private static func user(_ text: String) -> [Unicode.Scalar] {
    var characters = text.unicodeScalars.drop { $0 == " " }
    var isAddress = false
    if let colon = characters.prefix(5).firstIndex(of: ":") {
      guard schemes.contains(String(characters[..<colon]).lowercased()) else { return Array(characters) }
      characters = characters[characters.index(after: colon)...]
      isAddress = true
    }
    return Array(characters.prefix { $0 != "@" && !(isAddress && $0 == ";") })
  }

  private static let schemes: Set<String> = ["sip", "sips", "tel"]

  private static let separators: Set<Unicode.Scalar> = [
    " ", "\t", "-", ".", "/", "\u{A0}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{202F}",
  ]

  /// Where `(0)` stands.
  private static func trunkZero(_ characters: [Unicode.Scalar]) -> Range<Int>? {
    guard characters.count >= 3 else { return nil }
    for start in 0...(characters.count - 3)
    where characters[start..<start + 3].elementsEqual(["(", "0", ")"]) {
      return start..<start + 3
    }
    return nil
  }
}
