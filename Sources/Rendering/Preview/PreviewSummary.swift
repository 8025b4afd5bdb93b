import RateQL

/// What a preview sums up, as data: counts, and how prices move. Changes are fractions: 0.05 for +5 %.
package struct PreviewSummary: Sendable {
  private let model: PreviewModel
  private let prices: PriceChanges
  private let cells = JSONCells()

  /// How many of the most extreme changes are named.
  private static let extremes = 10

  package init(_ model: PreviewModel) {
    self.model = model
    prices = PriceChanges(model.changes)
  }

  /// Writes one JSON object, and flushes the output.
  package func write(to output: any TextOutput) async throws {
    try await output.write(bytes())
    try await output.flush()
  }

  private func bytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.append("{\n")
    for kind in [PreviewChange.Kind.create, .update, .delete] {
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
    let extremes = prices.areUniform ? [] : prices.extremes(PreviewSummary.extremes)
    appendList("extremes", extremes, to: &writer) { entry, writer in
      appendObject(
        [
          ("id", entry.change.id.map { .text($0) } ?? .null), ("prefix", .text(entry.change.prefix)),
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
