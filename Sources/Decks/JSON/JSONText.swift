/// A strict reader of JSON text (RFC 8259) in UTF-8 that knows where it is.
///
/// A decoder would lose what a table's messages need: lines, the order of members, names that stand twice.
struct JSONText {
  struct Fault: Error {
    /// Where in the bytes.
    var place: Int
    var reason: String
  }

  /// A value that is no array and no object.
  enum Scalar {
    case text(String)
    /// The number as it stands there, from byte to byte.
    case number(Range<Int>)
    case bool(Bool)
    case null
  }

  /// How deep arrays and objects may nest.
  private static let depthLimit = 64

  let bytes: [UInt8]
  private(set) var place: Int
  private let end: Int

  init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    place = start
    self.end = min(end ?? bytes.count, bytes.count)
  }

  /// The byte that comes next; nil at the end.
  var next: UInt8? { place < end ? bytes[place] : nil }

  func fault(_ reason: String) -> Fault { Fault(place: place, reason: reason) }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  /// Takes the byte, after blanks, if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    place += 1
    return true
  }

  mutating func expectEnd() throws(Fault) {
    skipBlanks()
    guard next == nil else { throw fault("something follows the end of the JSON") }
  }

  /// Moves to the next member of an object or element of an array, its opening byte being taken; false past
  /// the `closing` byte.
  mutating func advance(isFirst: Bool, closing: UInt8) throws(Fault) -> Bool {
    if take(closing) { return false }
    if !isFirst {
      guard take(UInt8(ascii: ",")) else {
        let sign = Character(Unicode.Scalar(closing))
        throw fault(next == nil ? "it ends too early: a `\(sign)` is missing" : "`,` or `\(sign)` expected")
      }
      skipBlanks()
    }
    return true
  }

  /// The name of an object's member, with its colon.
  mutating func name() throws(Fault) -> String {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw fault("a name in double quotes expected") }
    let name = try text()
    guard take(UInt8(ascii: ":")) else { throw fault("`:` expected") }
    return name
  }

  /// A value that is neither array nor object.
  mutating func scalar() throws(Fault) -> Scalar {
    skipBlanks()
    switch next {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
    case nil: throw fault("it ends too early: a value is missing")
    default: throw fault("a value expected")
    }
  }

  /// Passes over a value of any kind, checking all of it.
  mutating func skipValue(depth: Int = 0) throws(Fault) {
    skipBlanks()
    guard depth < JSONText.depthLimit else { throw fault("it nests too deep") }
    var isFirst = true
    if take(UInt8(ascii: "{")) {
      while try advance(isFirst: isFirst, closing: UInt8(ascii: "}")) {
        isFirst = false
        _ = try name()
        try skipValue(depth: depth + 1)
      }
    } else if take(UInt8(ascii: "[")) {
      while try advance(isFirst: isFirst, closing: UInt8(ascii: "]")) {
        isFirst = false
        try skipValue(depth: depth + 1)
      }
    } else {
      _ = try scalar()
    }
  }

  private mutating func word(_ word: StaticString, _ value: Scalar) throws(Fault) -> Scalar {
    let length = word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { expected in
      place + length <= end && bytes[place..<place + length].elementsEqual(expected)
    }
    guard matches else { throw fault("a value expected") }
    place += length
    return value
  }

  /// By JSON's grammar: no plus sign, no leading zeros, digits on both sides of a point.
  private mutating func number() throws(Fault) -> Range<Int> {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    let isZero = next == UInt8(ascii: "0")
    guard case let whole = digits(), whole > 0 else { throw fault("a digit expected") }
    guard !isZero || whole == 1 else { throw Fault(place: start, reason: "a number with a leading zero") }
    if next == UInt8(ascii: ".") {
      place += 1
      guard digits() > 0 else { throw fault("a digit expected after the point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
      guard digits() > 0 else { throw fault("a digit expected in the exponent") }
    }
    return start..<place
  }

  private mutating func digits() -> Int {
    let start = place
    while let byte = next, byte &- UInt8(ascii: "0") < 10 { place += 1 }
    return place - start
  }

  mutating func skip(_ count: Int) { place = min(place + count, end) }
}
