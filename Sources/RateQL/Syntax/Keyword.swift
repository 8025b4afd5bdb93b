/// The words of the language. This one table feeds the lexer, the parser, completion and the editor
/// grammars.
public enum Keyword: String, CaseIterable, Sendable, Hashable {
  // statements
  case `let`, param, create, billing, assert, print
  // sources
  case rates
  // stages
  case `where`, search, sort, take, skip, select, extend, summarize, distinct, match, pin, set, delete
  // operator words
  case and, or, not, mod, `in`, between, startswith, endswith, contains, covers, `is`
  case `if`, then, `else`
  // literals
  case `true`, `false`, null
  // clauses
  case by, asc, desc

  public enum Role: String, Sendable, CaseIterable {
    case statement, source, stage, `operator`, literal, clause
  }

  public var role: Role {
    switch self {
    case .let, .param, .create, .billing, .assert, .print: .statement
    case .rates: .source
    case .where, .search, .sort, .take, .skip, .select, .extend, .summarize, .distinct, .match, .pin, .set,
      .delete:
      .stage
    case .and, .or, .not, .mod, .in, .between, .startswith, .endswith, .contains, .covers, .is, .if,
      .then, .else:
      .operator
    case .true, .false, .null: .literal
    case .by, .asc, .desc: .clause
    }
  }

  /// Stages that change rates; they end a query.
  public var isEdit: Bool { self == .set || self == .delete }

  /// Words that can never be a name in an expression; all others are reserved only in their place.
  package var isReservedInExpressions: Bool { role == .operator || role == .literal }

  /// A line break after it does not end the statement.
  package var continuesLine: Bool { role == .operator || self == .by }

  private static let table = WordTable(allCases.map { ($0.rawValue, $0) })

  /// The keyword spelled so, in any case of letters.
  package init?(word: String) {
    guard let keyword = Keyword.table[word] else { return nil }
    self = keyword
  }

  package static func words(_ role: Role) -> [String] {
    allCases.filter { $0.role == role }.map(\.rawValue)
  }

  package static let stageWords = words(.stage)
}
