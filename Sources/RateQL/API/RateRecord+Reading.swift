extension RateRecord {
  /// A rate from texts, as a person writes them: `[.prefix: "44", .type: "MOBILE", .price1: "0.12",
  /// .postcallSurcharge: "1%"]`. Fields that are left out are not known, but for a description, which is null.
  ///
  /// - Throws: ``RateRecordError`` where a text is no value of its field, or one that the API would refuse.
  public init(reading texts: [RateField: String]) throws(RateRecordError) {
    self.init()
    self[.description] = .null
    for field in RateField.allCases {
      guard let text = texts[field] else { continue }
      guard let value = field.read(text) else {
        throw RateRecordError(field: field, problem: "\"\(text)\" is not \(field.type)")
      }
      if let problem = FieldValue.problem(value, of: field) {
        throw RateRecordError(field: field, problem: problem)
      }
      self[field] = value
    }
  }

  /// A number, or a percent's fraction (`1%` is 0.01); nil where the field is null, unknown or no number.
  public func decimal(_ field: RateField) -> ExactDecimal? { self[field]?.decimal }

  /// A text, or a type's name; nil where the field is null, unknown or no text.
  public func text(_ field: RateField) -> String? { self[field]?.string }
}

/// Why a text can't be a field's value.
public struct RateRecordError: Error, Sendable, Hashable, CustomStringConvertible {
  public let field: RateField
  public let problem: String

  public var description: String { "\(field.name): \(problem)" }
}

extension RateField {
  fileprivate func read(_ text: String) -> Value? {
    let form: ParameterType? =
      switch type {
      case .int: .int
      case .decimal: .decimal
      case .percent: .percent
      case .symbol: .rateType
      default: nil
      }
    guard let form else { return .text(text) }
    guard let value = form.read(text), let fitted = try? FieldValue.fitted(value, to: self) else {
      return nil
    }
    // Digits that the API has no place for are not dropped unasked.
    return fitted.rounded ? nil : fitted.value
  }
}
