import ExactJSON
import RateQL

/// One answer of the list operation.
struct RatePage: Sendable {
  var batch: RateBatch
  /// How many rates the server says there are; nil where it does not say.
  var count: Int?
  /// Numbers that had more than five digits after the point and were rounded.
  var rounded: Int
  /// The fields that at least one of its rates had, null or not.
  var shown: RateFieldSet

  /// Reads `{"count": …, "items": […]}` straight into columns.
  static func decode(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> RatePage {
    var scanner = JSONScanner(bytes)
    var columns = RateColumns(expected: bytes.count / 200)
    var count: Int?
    var hasItems = false

    scanner.begin()
    guard scanner.current == UInt8(ascii: "{") else {
      try scanner.skipValue()
      try scanner.expectEnd()
      throw .shape("it is not a list of rates")
    }
    var isFirst = true
    while try scanner.nextMember(isFirst: isFirst) {
      isFirst = false
      let text = try scanner.text()
      let key = try scanner.string(text)
      try scanner.colon()
      switch (key, scanner.current) {
      case ("items", UInt8(ascii: "[")):
        guard !hasItems else { throw .shape("it has two lists of items") }
        hasItems = true
        try columns.readItems(&scanner)
      case ("items", UInt8(ascii: "n")):
        try scanner.literal("null")
        hasItems = true
      case ("count", _):
        let start = scanner.at
        try scanner.skipValue()
        count = number(UnsafeRawBufferPointer(rebasing: bytes[start..<scanner.at]))
      default:
        try scanner.skipValue()
      }
    }
    try scanner.expectEnd()
    guard hasItems else { throw .shape("it has no list of items") }
    return RatePage(batch: columns.batch(bytes), count: count, rounded: columns.rounded, shown: columns.shown)
  }

  /// A count that is not a whole number from 0 up counts as missing.
  private static func number(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let value = try? JSONValue.parse(bytes).integer, value >= 0 else { return nil }
    return value
  }
}
