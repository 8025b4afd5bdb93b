import RateQL

/// A filter and an order as SQL. Values are bound, never written into the text; field names come from the
/// table of fields alone.
struct FilterSQL {
  enum Argument: Hashable {
    case integer(Int64)
    case text(String)
  }

  private(set) var arguments: [Argument] = []

  /// The condition; it is null or false for a record to leave out, as SQL and OData both have it.
  mutating func condition(_ expression: FilterExpression) -> String {
    switch expression {
    case .field(let field): return field.name
    case .text(let text): return bind(.text(text))
    case .bool(let value): return value ? "1" : "0"
    // A bare number never gets here: it only stands beside a field, where it takes the field's scale.
    case .null, .number: return "NULL"
    case .not(let operand): return "(NOT \(condition(operand)))"
    case .and(let terms): return joined(terms[...], "AND")
    case .or(let terms): return joined(terms[...], "OR")
    case .test(let test, let text, let part): return textTest(test, text, part)
    case .compare(let comparison, let left, let right): return compare(comparison, left, right)
    }
  }

  /// `price_n DESC, prefix, row`: a total order always, for a prefix stands once only.
  static func order(_ order: [StoreOrder]) -> String {
    let terms = order.map { "\($0.field.name)\($0.descending ? " DESC" : "")" }
    return (order.contains { $0.field == .prefix } ? terms : terms + ["prefix"]).joined(separator: ", ")
  }

  private mutating func bind(_ argument: Argument) -> String {
    arguments.append(argument)
    return "?\(arguments.count)"
  }

  /// Halved again and again, so that a thousand terms nest ten deep and not a thousand.
  private mutating func joined(_ terms: ArraySlice<FilterExpression>, _ word: String) -> String {
    guard terms.count > 1, let first = terms.first else { return terms.first.map { condition($0) } ?? "1" }
    guard terms.count > 2 else {
      return "(\(condition(first)) \(word) \(condition(terms[terms.startIndex + 1])))"
    }
    let middle = terms.startIndex + terms.count / 2
    return "(\(joined(terms[..<middle], word)) \(word) \(joined(terms[middle...], word)))"
  }

  private mutating func compare(
    _ comparison: StorePredicate.Comparison, _ left: FilterExpression, _ right: FilterExpression
  ) -> String {
    switch (left, right) {
    case (let operand, .null), (.null, let operand):
      switch comparison {
      case .equal: return "(\(condition(operand)) IS NULL)"
      case .notEqual: return "(\(condition(operand)) IS NOT NULL)"
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return "NULL"
      }
    case (.field(let field), .number(let number)): return compare(field, comparison, number)
    case (.number(let number), .field(let field)): return compare(field, comparison.mirrored, number)
    case (.field(let a), .field(let b)) where a.fractionDigits != b.fractionDigits:
      return "(\(fiveDigits(a)) \(comparison.sql) \(fiveDigits(b)))"
    default:
      return "(\(condition(left)) \(comparison.sql) \(condition(right)))"
    }
  }

  private func fiveDigits(_ field: RateField) -> String {
    field.fractionDigits == 0 ? "\(field.name) * 100000" : field.name
  }

  /// A literal between two storable values is moved to the one that gives the same answer.
  private mutating func compare(
    _ field: RateField, _ comparison: StorePredicate.Comparison, _ number: DecimalText
  ) -> String {
    guard let scaled = number.scaled(field.fractionDigits ?? 0) else {
      // Beyond every stored value; all number fields are known, so the answer is the same for all rows.
      switch comparison {
      case .equal: return "0"
      case .notEqual: return "1"
      case .less, .lessOrEqual: return number.isNegative ? "0" : "1"
      case .greater, .greaterOrEqual: return number.isNegative ? "1" : "0"
      }
    }
    let nearer = number.isNegative ? -scaled.truncated : scaled.truncated
    guard !scaled.isExact else { return "(\(field.name) \(comparison.sql) \(bind(.integer(nearer))))" }
    let below = number.isNegative ? nearer - 1 : nearer
    switch comparison {
    case .equal: return "0"
    case .notEqual: return "1"
    case .less, .lessOrEqual: return "(\(field.name) <= \(bind(.integer(below))))"
    case .greater, .greaterOrEqual: return "(\(field.name) > \(bind(.integer(below))))"
    }
  }

  private mutating func textTest(
    _ test: StorePredicate.TextTest, _ text: FilterExpression, _ part: FilterExpression
  ) -> String {
    if test == .startsWith, case .field(let field) = text, case .text(let start) = part {
      // A range, which the index on the prefix answers.
      guard !start.isEmpty else { return "(\(field.name) IS NOT NULL)" }
      let lower = "\(field.name) >= \(bind(.text(start)))"
      guard let end = FilterSQL.successor(start) else { return "(\(lower))" }
      return "(\(lower) AND \(field.name) < \(bind(.text(end))))"
    }
    // As bytes: SQLite's text functions stop at a NUL and count characters.
    let whole = "CAST(\(condition(text)) AS BLOB)"
    let piece = "CAST(\(condition(part)) AS BLOB)"
    switch test {
    case .contains: return "(instr(\(whole), \(piece)) > 0)"
    case .startsWith: return "(substr(\(whole), 1, length(\(piece))) = \(piece))"
    case .endsWith:
      return "(length(\(piece)) <= length(\(whole))"
        + " AND substr(\(whole), length(\(whole)) - length(\(piece)) + 1) = \(piece))"
    }
  }

  /// The first text after all that start with `text`, by code points, which is the order of UTF-8 bytes
  /// too. Nil where there is none.
  private static func successor(_ text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.popLast() {
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      guard let scalar = Unicode.Scalar(next) else { continue }
      scalars.append(scalar)
      var result = String.UnicodeScalarView()
      result.append(contentsOf: scalars)
      return String(result)
    }
    return nil
  }
}

extension StorePredicate.Comparison {
  fileprivate var sql: String {
    switch self {
    case .equal: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  /// The same question with its sides changed over.
  fileprivate var mirrored: StorePredicate.Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
