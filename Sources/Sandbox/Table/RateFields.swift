import RateQL

/// Fields of a rate as the table keeps them: text, or a whole number (money at five digits).
struct RateFields {
  enum Stored: Hashable {
    case null
    case integer(Int64)
    case text(String)
  }

  /// Nil where the field was not given.
  private var values: [Stored?] = Array(repeating: nil, count: RateField.allCases.count)

  subscript(field: RateField) -> Stored? {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  var prefix: String? {
    if case .text(let prefix) = self[.prefix] { prefix } else { nil }
  }

  /// A record whose every field is storable, as a deck or the generator gives it.
  ///
  /// - Throws: ``SandboxError`` where a field is missing or out of the API's range.
  init(record: RateRecord) throws(SandboxError) {
    for field in RateField.writable {
      switch record[field] {
      case .text(let text), .symbol(let text): self[field] = .text(text)
      case .number(let number), .percent(let number), .duration(let number):
        guard let fixed = number.fixed(scale: field.fractionDigits ?? 0) else {
          throw .record("\(field.name) \(number) of prefix '\(record.prefix ?? "")' can't be kept exactly")
        }
        self[field] = .integer(fixed)
      default: self[field] = .null
      }
      guard field == .description || self[field] != .null else {
        throw .record("\(field.name) of prefix '\(record.prefix ?? "")' is missing")
      }
    }
  }

  init() {}
}
