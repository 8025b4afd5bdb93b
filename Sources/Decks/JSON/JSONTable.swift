/// JSON as a table: an array of flat objects, `{"items": […]}` as the API answers a list, or an object on
/// each line.
enum JSONTable {
  /// An array, or an object with `items`.
  static func read(_ bytes: [UInt8], _ problems: inout Problems) -> RawTable {
    var reader = JSONRows(bytes)
    var text = JSONText(bytes)
    do throws(JSONText.Fault) {
      text.skipBlanks()
      switch text.next {
      case nil:
        problems.report("the file is empty; it should hold an array of objects", line: nil)
        return RawTable()
      case UInt8(ascii: "["): try reader.readArray(&text, &problems)
      case UInt8(ascii: "{"): try readList(&text, &reader, &problems)
      default: throw text.fault("an array of objects expected")
      }
      try text.expectEnd()
    } catch {
      reader.report(error, &problems)
      return RawTable()
    }
    return reader.finished(&problems)
  }

  /// An object on each line that is not blank.
  static func read(lines bytes: [UInt8], _ problems: inout Problems) -> RawTable {
    var reader = JSONRows(bytes)
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var text = JSONText(bytes, from: start, to: end)
      start = end + 1
      text.skipBlanks()
      guard text.next != nil else { continue }
      do throws(JSONText.Fault) {
        try reader.readRow(&text, &problems)
        try text.expectEnd()
      } catch {
        reader.report(error, &problems)
      }
    }
    return reader.finished(&problems)
  }

  /// Reads `{"count": 2, "items": [{…}, {…}]}`; what else stands in it is passed over.
  ///
  /// Source: the contract, "List call rates".
  private static func readList(
    _ text: inout JSONText, _ reader: inout JSONRows, _ problems: inout Problems
  ) throws(JSONText.Fault) {
    let start = text.place
    var (isFirst, hasItems) = (true, false)
    var count: (number: Int, place: Int)?
    _ = text.take(UInt8(ascii: "{"))
    while try text.advance(isFirst: isFirst, closing: UInt8(ascii: "}")) {
      isFirst = false
      text.skipBlanks()
      let place = text.place
      let name = try text.name()
      text.skipBlanks()
      if name == "items", text.next == UInt8(ascii: "[") {
        guard !hasItems else { throw .init(place: place, reason: "`items` stands there twice") }
        hasItems = true
        try reader.readArray(&text, &problems)
      } else if name == "count", case let value = text, value.next.map({ $0 != 0x5B && $0 != 0x7B }) == true {
        if case .number(let range) = try text.scalar() {
          count = Int(String(decoding: text.bytes[range], as: UTF8.self)).map { ($0, place) }
        }
      } else {
        try text.skipValue()
      }
    }
    guard hasItems else {
      throw .init(
        place: start,
        reason: "an array of objects expected, or an object with `items`; a lone object is neither")
    }
    if let count, count.number != reader.count {
      // To take a page for the whole would be to take the rest for gone.
      throw .init(
        place: count.place,
        reason: "it holds \(reader.count) of \(count.number) records: one page of a list, not the whole")
    }
  }
}
