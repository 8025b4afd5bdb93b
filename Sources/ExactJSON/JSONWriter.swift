package import RateQL

/// Writes one flat JSON object.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var isFirst = true

  /// - Parameter capacity: about how long it will be.
  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package mutating func open() { bytes.append(UInt8(ascii: "{")) }
  package mutating func close() { bytes.append(UInt8(ascii: "}")) }

  package mutating func key(_ name: String) { key(JSONKey(name)) }

  package mutating func key(_ key: JSONKey) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(contentsOf: key.bytes)
  }

  /// JSON text as it is.
  package mutating func raw(_ json: String) { bytes.append(contentsOf: json.utf8) }

  package mutating func value(_ value: Value) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    // A decimal's plain digits are a JSON number.
    case .number(let number), .percent(let number), .duration(let number): self.number(number)
    case .fraction(let number): raw(number.closest.description)
    case .date(let date): string(date.description)
    case .text(let text), .symbol(let text): string(text)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        self.value(element)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }

  package mutating func number(_ number: ExactDecimal) { number.write(into: &bytes) }

  /// A number as a text, which no reader makes binary.
  package mutating func digits(_ number: ExactDecimal) {
    bytes.append(UInt8(ascii: "\""))
    number.write(into: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func string(_ text: String) { JSONWriter.quote(text, into: &bytes) }

  /// Appends a text in quotes, with the escapes that it needs.
  package static func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      if text.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        bytes.append(contentsOf: text)
      } else {
        for byte in text { escape(byte, into: &bytes) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20:
      let hex = String(byte, radix: 16)
      bytes.append(contentsOf: (hex.utf8.count == 1 ? "\\u000\(hex)" : "\\u00\(hex)").utf8)
    default: bytes.append(byte)
    }
  }

  /// Whether a text is one JSON value: what is put into a body unread must not break out of it.
  package static func isJSON(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { buffer in
      var scanner = JSONScanner(UnsafeRawBufferPointer(buffer))
      scanner.skipSpace()
      return (try? scanner.skipValue()) != nil && (try? scanner.expectEnd()) != nil
    }
  }
}
