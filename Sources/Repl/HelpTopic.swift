import RateQL

/// Kinds of words that help lists as a whole.
package enum HelpTopic: String, CaseIterable, Sendable {
  case stages, statements, functions, fields, operators, types

  /// The widest first column; what is longer has its summary on the next line.
  private static let widest = 44

  package var text: String {
    switch self {
    case .stages:
      HelpTopic.sections([
        ("A query starts with its source", HelpTopic.rows(.source)),
        ("Stages that look", HelpTopic.rows(.stage) { !$0.isEdit }),
        ("Stages that edit, and end a query", HelpTopic.rows(.stage) { $0.isEdit }),
      ])
    case .statements: HelpTopic.sections([("Statements besides queries", HelpTopic.rows(.statement))])
    case .functions:
      HelpTopic.sections([
        (
          "Of a value",
          ScalarFunction.allCases.map { ($0.signature.display($0.rawValue), $0.signature.summary) }
        ),
        (
          "Of many rows, in `summarize`",
          Aggregate.allCases.map { ($0.signature.display($0.rawValue), $0.signature.summary) }
        ),
      ])
    case .fields:
      HelpTopic.sections([
        ("Fields of a rate", RateField.allCases.map { ($0.name, "\($0.summary) (\($0.type))") }),
        (
          "Billing settings, for `billing set`",
          BillingField.allCases.map { ($0.name, HelpTopic.values(of: $0)) }
        ),
      ])
    case .operators:
      HelpTopic.sections([
        ("Signs", OperatorHelp.all.map { ($0.sign, $0.summary) }),
        ("Words", HelpTopic.rows(.operator)),
        ("The tightest first", OperatorHelp.precedence.enumerated().map { ("\($0.offset + 1)", $0.element) }),
      ])
    case .types:
      HelpTopic.sections([
        ("Types of parameters", ParameterType.allCases.map { ($0.rawValue, $0.hint) }),
        (
          "Names that stand for themselves",
          SymbolKind.allCases.map { ($0.names.joined(separator: " "), $0.description) }
        ),
      ])
    }
  }

  private static func values(of setting: BillingField) -> String {
    if case .symbol(let kind) = setting.valueType { return kind.names.joined(separator: " or ") }
    return setting.valueType.description
  }

  private static func rows(
    _ role: Keyword.Role, where isMeant: (Keyword) -> Bool = { _ in true }
  ) -> [(String, String)] {
    Keyword.allCases.filter { $0.role == role && isMeant($0) }.compactMap { keyword in
      keyword.help.map { ($0.syntax, $0.summary) }
    }
  }

  private static func sections(_ sections: [(title: String, rows: [(String, String)])]) -> String {
    let names = sections.flatMap(\.rows).map(\.0.count).filter { $0 <= widest }
    let width = (names.max() ?? 0) + 2
    return sections.map { section in
      let rows = section.rows.map { name, summary in
        name.count <= widest
          ? "  " + name.padded(to: width) + summary
          : "  \(name)\n  " + String(repeating: " ", count: width) + summary
      }
      return "\(section.title):\n" + rows.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
