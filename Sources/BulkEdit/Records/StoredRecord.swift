package import RateQL

/// A rate as plan files and the journal keep it: an object of its known fields, in JSON.
///
/// Seconds are numbers; prices and fractions are texts of decimal digits, so that no reader makes them
/// binary. A field that is not known is left out, one that has no value is null. What the server sent besides
/// the contract's fields stands under `extras`.
package struct StoredRecord: Codable, Sendable, Hashable {
  package var record: RateRecord

  package init(_ record: RateRecord) { self.record = record }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let extras = Key(stringValue: "extras")
  }

  private struct Extra: Codable {
    var name: String
    var json: String
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for field in RateField.allCases {
      let key = Key(stringValue: field.name)
      switch record[field] {
      case nil: continue
      case .null?: try container.encodeNil(forKey: key)
      case .text(let text)?, .symbol(let text)?: try container.encode(text, forKey: key)
      case let value?:
        guard let number = value.decimal else {
          throw EncodingError.invalidValue(
            value, .init(codingPath: [key], debugDescription: "\(value) is no value of \(field.name)"))
        }
        if field.type == .int, let whole = number.integer.flatMap({ Int64(exactly: $0) }) {
          try container.encode(whole, forKey: key)
        } else {
          try container.encode(number.description, forKey: key)
        }
      }
    }
    if !record.extras.isEmpty {
      try container.encode(record.extras.map { Extra(name: $0.name, json: $0.json) }, forKey: .extras)
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    record = RateRecord()
    for key in container.allKeys where key.stringValue != Key.extras.stringValue {
      guard let field = RateField(name: key.stringValue) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "`\(key.stringValue)` is no field of a rate")
      }
      record[field] = try StoredRecord.value(of: field, key, container)
    }
    if container.contains(.extras) {
      let extras = try container.decode([Extra].self, forKey: .extras)
      record.extras = extras.map { RateRecord.Extra(name: $0.name, json: $0.json) }
    }
  }

  private static func value(
    of field: RateField, _ key: Key, _ container: KeyedDecodingContainer<Key>
  ) throws -> Value {
    if try container.decodeNil(forKey: key) { return .null }
    switch field.type {
    case .text: return .text(try container.decode(String.self, forKey: key))
    case .symbol: return .symbol(try container.decode(String.self, forKey: key))
    case .int: return .number(ExactDecimal(try container.decode(Int64.self, forKey: key)))
    default:
      let text = try container.decode(String.self, forKey: key)
      guard let number = ExactDecimal(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "`\(text)` is no number")
      }
      return field.type == .percent ? .percent(number) : .number(number)
    }
  }
}
