import FoundationEssentials
import RateQL

/// Records as the JSON that ``StoredRecord`` reads. It is written by hand, being on the road of every change:
/// `JSONEncoder` takes many times as long.
enum RecordText {
  /// - Throws: ``JournalError/writing(reason:)`` for a value that could not be read back as it is.
  static func text(_ record: RateRecord) throws(JournalError) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(320)
    out.append(UInt8(ascii: "{"))
    for field in RateField.allCases {
      guard let value = record[field] else { continue }
      name(field.name, &out)
      switch (value, field.type) {
      case (.null, _): out.append(contentsOf: "null".utf8)
      case (.text(let text), .text), (.symbol(let text), .text), (.text(let text), .symbol),
        (.symbol(let text), .symbol):
        quoted(text, &out)
      case (_, .int):
        guard let whole = value.decimal?.integer else { throw unfit(value, field) }
        out.append(contentsOf: String(whole).utf8)
      case (_, .decimal), (_, .percent):
        guard let number = value.decimal else { throw unfit(value, field) }
        quoted(number.description, &out)
      default: throw unfit(value, field)
      }
    }
    if !record.extras.isEmpty {
      name("extras", &out)
      out.append(UInt8(ascii: "["))
      for (index, extra) in record.extras.enumerated() {
        out.append(UInt8(ascii: index == 0 ? "{" : ","))
        if index > 0 { out.append(UInt8(ascii: "{")) }
        out.append(contentsOf: #""name":"#.utf8)
        quoted(extra.name, &out)
        out.append(contentsOf: #","json":"#.utf8)
        quoted(extra.json, &out)
        out.append(UInt8(ascii: "}"))
      }
      out.append(UInt8(ascii: "]"))
    }
    out.append(UInt8(ascii: "}"))
    return String(decoding: out, as: UTF8.self)
  }

  /// - Throws: `DecodingError`.
  static func record(_ text: String) throws -> RateRecord {
    try JSONDecoder().decode(StoredRecord.self, from: Data(text.utf8)).record
  }

  private static func unfit(_ value: Value, _ field: RateField) -> JournalError {
    .writing(reason: "\(value) is no value of \(field.name)")
  }

  private static func name(_ name: String, _ out: inout [UInt8]) {
    if out.count > 1 { out.append(UInt8(ascii: ",")) }
    quoted(name, &out)
    out.append(UInt8(ascii: ":"))
  }

  static func quoted(_ text: String, _ out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
      case UInt8(ascii: "\n"): out.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\r"): out.append(contentsOf: #"\r"#.utf8)
      case UInt8(ascii: "\t"): out.append(contentsOf: #"\t"#.utf8)
      case 0..<0x20:
        out.append(contentsOf: #"\u00"#.utf8)
        out.append(hexDigit(byte >> 4))
        out.append(hexDigit(byte & 15))
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
