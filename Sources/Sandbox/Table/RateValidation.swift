import RateQL

/// The body of a create or an update, checked against every limit of the contract.
///
/// - A member that is no field of a rate is ignored, `id` too.
/// - Money is rounded to five digits, half away from zero ("Precision is five digits"); what 64 bits don't
///   hold then is refused, as are whole numbers past int32.
/// - A blank description comes back as null, as all blank fields do; sent it is `""` or left out, for the
///   contract calls it a string.
/// - An update keeps the fields that are left out, but for `type`, whose default in the contract is LOCAL.
enum RateValidation {
  /// - Throws: ``APIError`` (400) that names every field at fault.
  static func create(_ body: JSONValue) throws(APIError) -> RateFields {
    var (fields, problems) = try read(body)
    for field in RateField.writable where field.isRequired && body[field.name] == nil {
      problems.append("\(field.name) is required")
    }
    guard problems.isEmpty else { throw APIError(invalid: problems) }
    if fields[.description] == nil { fields[.description] = .null }
    return fields
  }

  /// - Throws: ``APIError`` (400) that names every field at fault.
  static func update(_ body: JSONValue) throws(APIError) -> RateFields {
    var (fields, problems) = try read(body)
    guard problems.isEmpty else { throw APIError(invalid: problems) }
    if fields[.type] == nil { fields[.type] = .text("LOCAL") }
    return fields
  }

  private static func read(_ body: JSONValue) throws(APIError) -> (RateFields, problems: [String]) {
    guard case .object = body else { throw .invalid("the body must be a JSON object, not \(body.kind)") }
    var fields = RateFields()
    var problems: [String] = []
    for field in RateField.writable {
      guard let value = body[field.name] else { continue }
      do {
        fields[field] = try stored(value, for: field)
      } catch {
        problems.append("\(field.name) \(error.reason)")
      }
    }
    return (fields, problems)
  }

  private struct Problem: Error {
    var reason: String
  }

  private static func stored(_ value: JSONValue, for field: RateField) throws(Problem) -> RateFields.Stored {
    if let digits = field.fractionDigits {
      guard case .number(let number) = value else {
        throw Problem(reason: "must be a number, not \(value.kind)")
      }
      return .integer(try fixed(number, digits: digits, of: field))
    }
    guard case .string(let text) = value else { throw Problem(reason: "must be a string, not \(value.kind)") }
    if case .symbol(let kind) = field.type {
      guard kind.names.contains(text) else {
        throw Problem(reason: "must be one of \(kind.names.joined(separator: ", "))")
      }
    }
    // JSON Schema counts code points.
    let length = text.unicodeScalars.count
    if let lengths = field.lengths, !lengths.contains(length) {
      throw Problem(
        reason: "must have \(lengths.lowerBound) to \(lengths.upperBound) characters, not \(length)")
    }
    return field == .description && text.isEmpty ? .null : .text(text)
  }

  private static func fixed(
    _ number: DecimalText, digits: Int, of field: RateField
  ) throws(Problem) -> Int64 {
    let minimum = field.minimum ?? 0
    let maximum = field.maximum ?? Int64.max / 100_000
    if number.isNegative, !number.isZero { throw Problem(reason: "must be at least \(minimum)") }
    guard let scaled = number.scaled(digits), scaled.truncated < Int64.max else {
      throw Problem(reason: "must be at most \(maximum)")
    }
    guard digits > 0 || scaled.isExact else { throw Problem(reason: "must be a whole number") }
    let result = scaled.truncated + (scaled.roundsUp ? 1 : 0)
    let unit: Int64 = digits == 0 ? 1 : 100_000
    guard result >= minimum * unit else { throw Problem(reason: "must be at least \(minimum)") }
    guard result <= maximum * unit else { throw Problem(reason: "must be at most \(maximum)") }
    return result
  }
}

extension JSONValue {
  /// The member of that name; nil where there is none or this is no object.
  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }
}
