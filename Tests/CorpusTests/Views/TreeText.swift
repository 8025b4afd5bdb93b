import RateQL

/// A program's tree as text: a statement or a stage a line, expressions as `(OPERATOR OPERANDS)`.
struct TreeText {
  /// Different spellings of one name make no difference.
  let isNormalized: Bool

  static func of(_ program: Program, isNormalized: Bool = false) -> String {
    TreeText(isNormalized: isNormalized).lines(program.statements, "")
  }

  static func quoted(_ text: String) -> String { text.debugDescription }

  // MARK: Statements

  private func lines(_ statements: [Statement], _ indent: String) -> String {
    statements.map { lines($0, indent) }.joined()
  }

  private func lines(_ statement: Statement, _ indent: String) -> String {
    let inner = indent + "  "
    switch statement.kind {
    case .query(let query): return lines("query ", query, indent)
    case .letQuery(let name, let query): return lines("let \(text(name)) = query ", query, indent)
    case .letValue(let name, let value): return indent + "let \(text(name)) = \(text(value))\n"
    case .param(let name, let type, let fallback):
      let typeName = isNormalized ? type.text.lowercased() : type.text
      return indent + "param \(text(name)): \(typeName)\(fallback.map { " = " + text($0) } ?? "")\n"
    case .definition(let definition):
      let head = "def \(text(definition.name))(\(definition.parameters.map(text).joined(separator: ", "))) = "
      switch definition.body {
      case .value(let value): return indent + head + text(value) + "\n"
      case .query(let query): return lines(head + "query ", query, indent)
      }
    case .create(let assignments): return indent + "create " + text(assignments) + "\n"
    case .quote(let number, let duration): return indent + "quote \(text(number)) for \(text(duration))\n"
    case .billing: return indent + "billing\n"
    case .billingSet(let assignments): return indent + "billing set " + text(assignments) + "\n"
    case .assert(let condition, let message):
      return indent + "assert \(text(condition))\(message.map { ", " + text($0) } ?? "")\n"
    case .print(let value): return indent + "print \(text(value))\n"
    case .include(let include): return indent + "include \(TreeText.quoted(include.path))\n"
    case .explain(let statement): return indent + "explain\n" + lines(statement, inner)
    case .rounding(let name): return indent + "rounding = \(text(name))\n"
    case .conditional(let branches, let otherwise):
      let parts = branches.map { indent + "if \(text($0.condition))\n" + lines($0.body, inner) }
      return parts.joined() + (otherwise.map { indent + "else\n" + lines($0, inner) } ?? "")
    case .loop(let name, let query, let body):
      return lines("for \(text(name)) in query ", query, indent) + indent + "do\n" + lines(body, inner)
    }
  }

  // MARK: Queries

  private func lines(_ head: String, _ query: Query, _ indent: String) -> String {
    let first = indent + head + text(query.source) + "\n"
    return first + query.stages.map { "\(indent)  \(text($0))\n" }.joined()
  }

  func text(_ query: Query) -> String {
    "{" + ([text(query.source)] + query.stages.map(text)).joined(separator: " | ") + "}"
  }

  private func text(_ source: QuerySource) -> String {
    switch source {
    case .rates: "rates"
    case .load(let path, _): "load \(text(path))"
    case .name(let name): text(name)
    case .call(let name, let arguments, _): text(name, arguments)
    case .nested(let inner): text(inner)
    }
  }

  private func text(_ stage: Stage) -> String {
    ([stage.keyword.text] + operands(stage.kind)).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func operands(_ kind: StageKind) -> [String] {
    switch kind {
    case .filter(let value), .search(let value), .take(let value), .skip(let value), .match(let value):
      [text(value)]
    case .sort(let keys):
      [keys.map { text($0.expression) + ($0.descending ? " desc" : "") }.joined(separator: ", ")]
    case .select(let items), .distinct(let items): [text(items)]
    case .extend(let values), .set(let values): [text(values)]
    case .summarize(let values, let groups): [text(values), groups.isEmpty ? "" : "by " + text(groups)]
    case .join(let other, let keys), .diff(let other, let keys):
      [
        text(other), "on",
        keys.map { text($0.left) + ($0.left.text == $0.right.text ? "" : " = " + text($0.right)) }
          .joined(separator: ", "),
      ]
    case .snapshot, .pin, .delete: []
    case .save(let path, let replacing): [text(path), replacing ? "replace" : ""]
    case .insert(let defaults): [self.defaults(defaults)]
    case .upsert(let keys, let defaults): ["on " + text(keys), self.defaults(defaults)]
    case .sync(let scope, let keys, let defaults): [text(scope), "on " + text(keys), self.defaults(defaults)]
    }
  }

  private func defaults(_ values: [Assignment]) -> String {
    values.isEmpty ? "" : "default " + text(values)
  }

  private func text(_ names: [Name]) -> String { names.map(text).joined(separator: ", ") }

  /// The title of a column stands in quotes where it is not written as a name of its own.
  private func text(_ items: [SelectItem]) -> String {
    items.map { item in
      let title = item.name.span == item.value.span ? TreeText.quoted(item.name.text) : text(item.name)
      return "\(title) = \(text(item.value))"
    }.joined(separator: ", ")
  }

  private func text(_ assignments: [Assignment]) -> String {
    assignments.map { assignment in
      let (target, value) = (assignment.target, assignment.value)
      let title = target.span == value.span ? TreeText.quoted(target.text) : text(target)
      return "\(title) \(assignment.operation?.rawValue ?? "")= \(text(value))"
    }.joined(separator: ", ")
  }
}
