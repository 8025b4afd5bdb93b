import BulkEdit
import RateQL
import Rendering

/// Runs and their changes as tables, in every output format.
enum JournalTables {
  static func runs(_ runs: [JournalRun]) -> ResultTable {
    var table = ResultTable(columns: [
      ResultColumn(name: "run", type: .int), ResultColumn(name: "started", type: .text),
      ResultColumn(name: "server", type: .text), ResultColumn(name: "state", type: .text),
      ResultColumn(name: "applied", type: .int), ResultColumn(name: "of", type: .int),
      ResultColumn(name: "what", type: .text), ResultColumn(name: "note", type: .text),
    ])
    table.append(
      [
        .values(runs.map { .number(ExactDecimal($0.id)) }),
        .values(runs.map { .text($0.started.description) }),
        .values(runs.map { .text($0.target.label) }),
        .values(runs.map { .text($0.ending) }),
        .values(runs.map { .number(ExactDecimal($0.count(.applied))) }),
        .values(runs.map { .number(ExactDecimal($0.changeCount)) }),
        .values(runs.map { .text($0.title) }),
        .values(runs.map { $0.note.map { .text($0) } ?? .null }),
      ], count: runs.count)
    return table
  }

  /// A line for each field that a change is about.
  static func entries(_ entries: [JournalEntry]) -> ResultTable {
    var columns: [[Value]] = Array(repeating: [], count: 8)
    func add(
      _ entry: JournalEntry, _ kind: String, _ id: String?, _ prefix: String?, _ field: String,
      _ before: Value?, _ after: Value?
    ) {
      let values: [Value] = [
        .text(kind), prefix.map { .text($0) } ?? .null, id.map { .text($0) } ?? .null, .text(field),
        text(before), text(after), .text(entry.state.word), entry.detail.map { .text($0) } ?? .null,
      ]
      for (place, value) in values.enumerated() { columns[place].append(value) }
    }
    for entry in entries {
      switch entry.change {
      case .billing(let change):
        for field in BillingField.allCases where change.before[field] != change.after[field] {
          add(entry, "billing", nil, nil, field.name, change.before[field], change.after[field])
        }
      case .rate(let change):
        let (before, after) = (entry.read ?? change.before, entry.written ?? change.after)
        // The plan of a deletion may not know what was read right before it: connect_fee.
        let fields =
          change.kind == .delete
          ? before?.knownFields.intersection(.writable) ?? [] : change.changedFields
        for field in fields {
          add(
            entry, change.kind.rawValue, entry.newID ?? change.id, (before ?? after)?.prefix, field.name,
            change.kind == .create ? nil : before?[field], change.kind == .delete ? nil : after?[field])
        }
      }
    }
    var table = ResultTable(
      columns: ["change", "prefix", "id", "field", "before", "after", "state", "reason"].map {
        ResultColumn(name: $0, type: .text)
      })
    table.append(columns.map { .values($0) }, count: columns.first?.count ?? 0)
    return table
  }

  private static func text(_ value: Value?) -> Value {
    switch value {
    case nil, .null?: .null
    case let value?: .text("\(value)")
    }
  }

  static func write(_ table: ResultTable, to context: CommandContext, _ output: OutputOptions) async throws {
    let sink = FormattingSink(
      output: context.output, messages: context.messages, format: output.format ?? .table,
      settings: output.settings(context),
      writer: context.writer)
    try await sink.begin(table.columns)
    _ = try await sink.rows(table.values, count: table.count)
    try await sink.end()
    try await context.output.flush()
  }
}
