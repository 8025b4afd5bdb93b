import RateQL

/// Writes one flat JSON object.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  mutating func open() { bytes.append(UInt8(ascii: "{")) }
  mutating func close() { bytes.append(UInt8(ascii: "}")) }

  mutating func key(_ name: String) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// JSON text as it is.
  mutating func raw(_ json: String) { bytes.append(contentsOf: json.utf8) }

  mutating func value(_ value: Value) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    // A decimal's plain digits are a JSON number.
    case .number(let number), .percent(let number), .duration(let number): raw(number.description)
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

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): raw("\\n")
      case UInt8(ascii: "\r"): raw("\\r")
      case UInt8(ascii: "\t"): raw("\\t")
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        raw(hex.utf8.count == 1 ? "\\u000\(hex)" : "\\u00\(hex)")
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a text is one JSON value: what is put into a body unread must not break out of it.
  static func isJSON(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { buffer in
      var scanner = JSONScanner(UnsafeRawBufferPointer(buffer))
      scanner.skipSpace()
      return (try? scanner.skipValue()) != nil && (try? scanner.expectEnd()) != nil
    }
  }
}
