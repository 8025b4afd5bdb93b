import RateQL

/// What a create or an update sends. Source: the contract, "Create a call rate", "Update a call rate".
struct RateBody {
  private var values: [RateField: Value] = [:]
  private var extras: [RateRecord.Extra] = []

  private static let types: Set<String> = ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"]

  init(_ body: [UInt8], _ quirks: Set<Quirk>) throws(Refusal) {
    guard let members = JSONDocument(body)?.members else { throw .invalid("the body is no JSON object") }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      if let field = RateField.allCases.first(where: { $0.name == name }) {
        if field.isWritable { values[field] = try RateBody.value(value, field, quirks) }
      } else if quirks.contains(.unknownFields) {
        extras.append(.init(name: name, json: value.writing.text))
      }
    }
  }

  /// A rate made of nothing but what was sent.
  func created() throws(Refusal) -> RateRecord {
    for field in RateField.allCases where field.isRequired && values[field] == nil {
      throw .invalid("\(field.name) is missing", field.name)
    }
    var rate = RateRecord(extras: extras)
    for field in RateField.writable { rate[field] = values[field] ?? .null }
    return rate
  }

  /// `rate` with what was sent in place of what was.
  func applied(to rate: RateRecord, _ quirks: Set<Quirk>) -> RateRecord {
    var result = rate
    for field in RateField.writable {
      if let value = values[field] {
        result[field] = value
      } else if quirks.contains(.updateResetsMissing) {
        result[field] = RateBody.normal(field, of: rate)
      }
    }
    result.extras = extras
    return result
  }

  private static func normal(_ field: RateField, of rate: RateRecord) -> Value? {
    switch field {
    case .id, .prefix: rate[field]
    case .type: .symbol("LOCAL")
    case .description: .null
    case .postcallSurcharge: .percent(.zero)
    case .interval1, .intervalN: .number(.one)
    case .freeSeconds, .gracePeriod, .connectFee, .price1, .priceN: .number(.zero)
    }
  }

  private static func value(
    _ value: JSONDocument, _ field: RateField, _ quirks: Set<Quirk>
  ) throws(Refusal) -> Value {
    func wrong(_ why: String) -> Refusal { .invalid("\(field.name) \(why)", field.name) }
    switch (field, value) {
    case (.type, .text(let name)):
      guard types.contains(name) || (quirks.contains(.unknownType) && name == "PREMIUM") else {
        throw wrong("is none of the types")
      }
      return .symbol(name)
    case (.prefix, .text(let text)):
      guard (1...64).contains(text.unicodeScalars.count) else { throw wrong("must have 1 to 64 characters") }
      return .text(text)
    case (.description, .text(let text)):
      guard text.unicodeScalars.count <= 1024 else { throw wrong("is longer than 1024 characters") }
      // A blank field comes back as null.
      return text.isEmpty ? .null : .text(text)
    case (.id, _), (.prefix, _), (.type, _), (.description, _): throw wrong("must be a text")
    case (_, .number(let text)):
      guard let number = ExactDecimal(text) else { throw wrong("has too many digits") }
      return try checked(number, field)
    default: throw wrong("must be a number")
    }
  }

  private static func checked(_ number: ExactDecimal, _ field: RateField) throws(Refusal) -> Value {
    let isInterval = field == .interval1 || field == .intervalN
    guard number >= (isInterval ? .one : .zero) else {
      throw .invalid("\(field.name) is too small", field.name)
    }
    if field.fractionDigits == 0 {
      guard let seconds = number.integer, seconds <= Int64(Int32.max) else {
        throw .invalid("\(field.name) is no int32", field.name)
      }
    } else if number.fractionDigits > 5 {
      throw .invalid("\(field.name) has more than five digits", field.name)
    }
    return field == .postcallSurcharge ? .percent(number) : .number(number)
  }
}
