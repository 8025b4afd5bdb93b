import RateQL

/// A rate as plan files and the journal keep it: an object of its known fields, in JSON. ``RecordText`` writes
/// it.
///
/// Seconds are numbers; prices and fractions are texts of decimal digits, so that no reader makes them
/// binary. A field that is not known is left out, one that has no value is null. What the server sent besides
/// the contract's fields stands under `extras`.
struct StoredRecord: Decodable {
  var record: RateRecord

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let extras = Key(stringValue: "extras")
  }

  private struct Extra: Decodable {
    var name: String
    var json: String
  }

  init(from decoder: any Decoder) throws {
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
