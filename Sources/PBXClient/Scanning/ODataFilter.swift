import RateQL

/// Conditions as OData text. Source: the vendor's guide, "Query options".
enum ODataFilter {
  /// Nil for a condition that is always true.
  static func text(_ predicate: StorePredicate) throws -> String? { try render(predicate)?.text }

  private struct Rendered {
    var text: String
    /// `and` or `or` where the text is parts joined by it, at its top.
    var joint: String?
  }

  private static func render(_ predicate: StorePredicate) throws -> Rendered? {
    switch predicate {
    case .compare(let field, let comparison, let value):
      return Rendered(text: "\(field.name) \(comparison.rawValue) \(try literal(value))")
    case .text(let field, let test, let text):
      return Rendered(text: "\(test.rawValue)(\(field.name),\(quoted(text)))")
    case .and(let parts):
      let rendered = try parts.compactMap(render)
      return rendered.isEmpty ? nil : join(rendered, by: "and")
    case .or(let parts):
      // No part at all is false; one that is always true makes the whole so.
      guard !parts.isEmpty else { return Rendered(text: nothing) }
      let rendered = try parts.compactMap(render)
      return rendered.count < parts.count ? nil : join(rendered, by: "or")
    }
  }

  /// True of no rate: a rate always has an id.
  private static let nothing = "id eq ''"

  /// Brackets stand around every mixture, so that no server's precedence of `and` and `or` matters.
  private static func join(_ parts: [Rendered], by joint: String) -> Rendered {
    if parts.count == 1, let only = parts.first { return only }
    let texts = parts.map { $0.joint == nil || $0.joint == joint ? $0.text : "(\($0.text))" }
    return Rendered(text: texts.joined(separator: " \(joint) "), joint: joint)
  }

  private static func literal(_ value: Value) throws -> String {
    switch value {
    case .number(let number), .percent(let number), .duration(let number): return number.description
    case .text(let text), .symbol(let text): return quoted(text)
    case .bool(let value): return value ? "true" : "false"
    case .null, .fraction, .date, .list:
      throw StoreError.refused(
        .init(status: 400, code: "INVALID_FILTER", message: "a filter cannot compare with \(value)"))
    }
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "''"))'"
  }
}
