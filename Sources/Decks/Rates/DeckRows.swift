import RateQL

/// The rows of a deck, turned into rates one by one.
struct DeckRows {
  private let columns: DeckColumns
  private let width: Int
  private(set) var records: [RateRecord] = []
  private(set) var problems = Problems()
  private var linesOfPrefixes: [String: Int] = [:]

  init(columns: DeckColumns, width: Int) {
    self.columns = columns
    self.width = width
  }

  private struct CellError: Error {
    var reason: String
  }

  /// Adds the rate of a row, or what is wrong with it. An empty row is left out.
  mutating func append(_ cells: [String], line: Int) {
    guard cells.contains(where: { !$0.isEmpty }) else { return }
    if let extra = cells.dropFirst(width).first(where: { !$0.isEmpty }) {
      problems.report("'\(extra)' stands past the last column", line: line)
      return
    }
    var record = RateRecord()
    // A `Rate` at fault is one fault, though it stands for two prices.
    var reasons: [String] = []
    for field in RateField.writable {
      do {
        record[field] = try value(of: field, in: cells)
      } catch {
        if !reasons.contains(error.reason) { reasons.append(error.reason) }
      }
    }
    for reason in reasons { problems.report(reason, line: line) }
    guard reasons.isEmpty, let prefix = record.prefix else { return }
    if let first = linesOfPrefixes.updateValue(line, forKey: prefix) {
      problems.report("the prefix \(prefix) stands on line \(first) already", line: line)
    } else {
      records.append(record)
    }
  }

  /// The cell; nil where the deck has no such column or leaves it blank.
  private func cell(_ meaning: DeckColumns.Meaning, in cells: [String]) -> String? {
    guard let place = columns.places[meaning], cells.indices.contains(place) else { return nil }
    return cells[place].isEmpty ? nil : cells[place]
  }

  private func value(of field: RateField, in cells: [String]) throws(CellError) -> Value {
    let text = cell(.field(field), in: cells)
    switch field {
    case .prefix: return try prefix(text)
    case .description: return try description(text)
    case .type: return try type(text ?? "INTERNATIONAL")
    case .price1, .priceN:
      if let text { return .number(try number(text, of: field)) }
      let hasRates = columns.places[.rate] != nil
      guard let rate = cell(.rate, in: cells) else {
        throw CellError(reason: "\(hasRates ? "the rate" : field.name) is missing")
      }
      return .number(try number(rate, of: field, named: "rate"))
    case .postcallSurcharge: return .percent(try number(text ?? "0", of: field))
    case .interval1, .intervalN: return .number(try number(text ?? "60", of: field))
    case .id, .freeSeconds, .gracePeriod, .connectFee: return .number(try number(text ?? "0", of: field))
    }
  }

  private func prefix(_ text: String?) throws(CellError) -> Value {
    guard let text else { throw CellError(reason: "the prefix is missing") }
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      throw CellError(reason: "the prefix '\(text)' has more in it than digits")
    }
    guard text.utf8.count <= 64 else { throw CellError(reason: "the prefix is longer than 64 digits") }
    return .text(text)
  }

  private func description(_ text: String?) throws(CellError) -> Value {
    guard let text else { return .null }
    guard text.unicodeScalars.count <= 1024 else {
      throw CellError(reason: "the description is longer than 1024 characters")
    }
    return .text(text)
  }

  private func type(_ text: String) throws(CellError) -> Value {
    guard SymbolKind.rateType.names.contains(text.uppercased()) else {
      throw CellError(
        reason: "the type '\(text)' is none of \(SymbolKind.rateType.names.joined(separator: ", "))")
    }
    return .symbol(text.uppercased())
  }

  private func number(
    _ text: String, of field: RateField, named label: String? = nil
  ) throws(CellError) -> ExactDecimal {
    let name = label ?? field.name
    guard let number = ExactDecimal(text) else {
      throw CellError(reason: "\(name) '\(text)' is not a number")
    }
    let digits = field.fractionDigits ?? 0
    guard number.fractionDigits <= digits else {
      throw CellError(
        reason: digits == 0
          ? "\(name) \(text) is not a whole number"
          : "\(name) \(text) has \(number.fractionDigits) digits after the point; the API keeps \(digits)")
    }
    if let minimum = field.minimum, number < ExactDecimal(minimum) {
      throw CellError(reason: "\(name) \(text) is below \(minimum)")
    }
    if let maximum = field.maximum, number > ExactDecimal(maximum) {
      throw CellError(reason: "\(name) \(text) is above \(maximum)")
    }
    return number
  }
}
