import RateQL

/// What a preview sums up, as data: counts, and how prices move. Changes are fractions: 0.05 for +5 %.
struct PreviewSummary: Sendable {
  private let model: PreviewModel
  private let prices: PriceChanges
  private let cells = JSONCells()

  /// How many of the most extreme changes are named.
  private static let namedExtremes = 10

  init(_ model: PreviewModel) {
    self.model = model
    prices = PriceChanges(model.changes)
  }

  private static let kinds = [PreviewChange.Kind.create, .update, .delete]

  private var extremes: [PriceChanges.Entry] {
    prices.areUniform ? [] : prices.extremes(PreviewSummary.namedExtremes)
  }

  // MARK: Rows

  /// What ``rows()`` hold.
  static let columns =
    ["figure", "field", "id", "prefix"].map { ResultColumn(name: $0, type: .text) }
    + ["from", "to", "value"].map { ResultColumn(name: $0, type: .decimal) }

  /// A row for each figure: a count, a change, a part of a histogram (from, to, how many), or one of the most
  /// extreme changes (from, to, by how much).
  func rows() -> [[Value]] {
    func row(
      _ figure: String, _ value: Value, _ field: RateField? = nil, _ change: PreviewChange? = nil,
      from: Value? = nil, to: Value? = nil
    ) -> [Value] {
      [
        .text(figure), field.map { .text($0.name) } ?? .null, change?.id.map { .text($0) } ?? .null,
        change.map { .text($0.prefix) } ?? .null, from ?? .null, to ?? .null, value,
      ]
    }
    var rows = PreviewSummary.kinds.map { row($0.rawValue, .int(model.count($0))) }
    rows.append(row("unchanged", .int(model.unchanged)))
    rows.append(row("billing", .int(model.billing.count)))
    for summary in prices.summaries {
      rows += [
        row("count", .int(summary.count), summary.field),
        row("without_percent", .int(summary.withoutPercent), summary.field),
        row("smallest", .number(summary.smallest), summary.field),
        row("median", .number(summary.median), summary.field),
        row("largest", .number(summary.largest), summary.field),
      ]
      for bucket in summary.histogram?.buckets ?? [] {
        let (from, to) = (bucket.from.map { Value.number($0) }, bucket.to.map { Value.number($0) })
        rows.append(row("histogram", .int(bucket.count), summary.field, from: from, to: to))
      }
    }
    for entry in extremes {
      let (change, field) = (model.changes[entry.place], entry.field)
      rows.append(
        row("extreme", .number(entry.fraction), field.field, change, from: field.before, to: field.after))
    }
    return rows
  }

  // MARK: JSON

  /// One object.
  func json() -> [UInt8] {
    var writer = ByteWriter()
    writer.append("{\n")
    for kind in PreviewSummary.kinds {
      writer.append("  \"\(kind.rawValue)\": \(model.count(kind)),\n")
    }
    writer.append("  \"unchanged\": \(model.unchanged),\n")
    writer.append("  \"billing\": \(!model.billing.isEmpty),\n  ")
    appendList("prices", prices.summaries, to: &writer) { summary, writer in
      appendObject(
        [
          ("field", .text(summary.field.name)), ("count", .int(summary.count)),
          ("without_percent", .int(summary.withoutPercent)), ("smallest", .number(summary.smallest)),
          ("median", .number(summary.median)), ("largest", .number(summary.largest)),
        ], to: &writer
      ) { writer in
        writer.append(", \"histogram\": [")
        for (index, bucket) in (summary.histogram?.buckets ?? []).enumerated() {
          if index > 0 { writer.append(", ") }
          appendObject(
            [
              ("from", bucket.from.map { .number($0) } ?? .null),
              ("to", bucket.to.map { .number($0) } ?? .null), ("count", .int(bucket.count)),
            ], to: &writer)
        }
        writer.append("]")
      }
    }
    writer.append(",\n  ")
    appendList("extremes", extremes, to: &writer) { entry, writer in
      let change = model.changes[entry.place]
      appendObject(
        [
          ("id", change.id.map { .text($0) } ?? .null), ("prefix", .text(change.prefix)),
          ("field", .text(entry.field.field.name)), ("before", entry.field.before ?? .null),
          ("after", entry.field.after ?? .null), ("change", .number(entry.fraction)),
        ], to: &writer)
    }
    writer.append("\n}\n")
    return writer.bytes
  }

  private func appendList<Element>(
    _ name: String, _ elements: [Element], to writer: inout ByteWriter,
    _ append: (Element, inout ByteWriter) -> Void
  ) {
    writer.append("\"\(name)\": [")
    for (index, element) in elements.enumerated() {
      writer.append(index == 0 ? "\n    " : ",\n    ")
      append(element, &writer)
    }
    writer.append(elements.isEmpty ? "]" : "\n  ]")
  }

  private func appendObject(
    _ members: [(String, Value)], to writer: inout ByteWriter,
    _ rest: (inout ByteWriter) -> Void = { _ in }
  ) {
    for (index, (name, value)) in members.enumerated() {
      writer.append("\(index == 0 ? "{" : ", ")\"\(name)\": ")
      cells.append(value, to: &writer)
    }
    rest(&writer)
    writer.append("}")
  }
}
