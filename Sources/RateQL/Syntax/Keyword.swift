/// The words of the language. This one table feeds the lexer, the parser, completion and the editor
/// grammars.
public enum Keyword: String, CaseIterable, Sendable, Hashable {
  // statements
  case `let`, param, def, create, quote, billing, assert, print, include, explain, `for`, rounding
  // sources
  case rates, load
  // stages
  case `where`, search, sort, take, skip, select, extend, summarize, distinct, match, join, diff, snapshot
  case pin, save
  case set, delete, insert, upsert, sync
  // operator words
  case and, or, not, mod, `in`, between, startswith, endswith, contains, covers, `is`
  case `if`, then, `else`
  // literals
  case `true`, `false`, null
  // clauses
  case by, on, asc, desc, `default`, replace

  public enum Role: String, Sendable, CaseIterable {
    case statement, source, stage, `operator`, literal, clause
  }

  public var role: Role {
    switch self {
    case .let, .param, .def, .create, .quote, .billing, .assert, .print, .include, .explain, .for,
      .rounding:
      .statement
    case .rates, .load: .source
    case .where, .search, .sort, .take, .skip, .select, .extend, .summarize, .distinct, .match, .join,
      .diff, .snapshot, .pin, .save, .set, .delete, .insert, .upsert, .sync:
      .stage
    case .and, .or, .not, .mod, .in, .between, .startswith, .endswith, .contains, .covers, .is, .if,
      .then, .else:
      .operator
    case .true, .false, .null: .literal
    case .by, .on, .asc, .desc, .default, .replace: .clause
    }
  }

  /// Stages that change rates; they end a query.
  public var isEdit: Bool {
    switch self {
    case .set, .delete, .insert, .upsert, .sync: true
    default: false
    }
  }

  /// Words that can never be a name in an expression; all others are reserved only in their place.
  package var isReservedInExpressions: Bool { role == .operator || role == .literal }

  /// A line break after it does not end the statement.
  package var continuesLine: Bool {
    switch self {
    case .by, .on: true
    default: role == .operator
    }
  }

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
