/// Reads the elements of a DER encoding, one after the other. Source: X.690, section 8.1.
struct DERReader {
  struct Element {
    let tag: UInt8
    let content: ArraySlice<UInt8>

    /// What stands in a constructed element.
    var elements: DERReader { DERReader(content) }
  }

  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31
  static let objectIdentifier: UInt8 = 0x06
  static let octetString: UInt8 = 0x04

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next element; nil at the end, and where what follows is none.
  mutating func next() -> Element? {
    guard let tag = rest.popFirst(), tag & 0x1F != 0x1F, let length = length(), length <= rest.count else {
      return nil
    }
    let content = rest.prefix(length)
    rest = rest.dropFirst(length)
    return Element(tag: tag, content: content)
  }

  /// The next element where it has that tag; else nil, and it is still the next.
  mutating func next(_ tag: UInt8) -> Element? {
    guard rest.first == tag else { return nil }
    return next()
  }

  private mutating func length() -> Int? {
    guard let first = rest.popFirst() else { return nil }
    guard first >= 0x80 else { return Int(first) }
    let count = Int(first & 0x7F)
    guard (1...4).contains(count), rest.count >= count else { return nil }
    let length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(count)
    return length
  }
}

extension DERReader: Sequence, IteratorProtocol {}
