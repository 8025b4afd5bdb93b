import RateQL

/// A plan as CSV or TSV: a line for each change, with every field before and after.
struct PreviewCSV {
  let cells: CSVCells

  func write(_ model: PreviewModel, to output: any TextOutput) async throws {
    let fields = RateField.writable
    let settings = model.billing.isEmpty ? [] : BillingField.allCases
    let names = fields.map(\.name) + settings.map { "billing_\($0.name)" }
    var writer = ByteWriter()
    cells.appendLine(
      ["change", "id", "prefix"] + names.flatMap { ["\($0)_before", "\($0)_after"] }, to: &writer)

    func append(_ leads: [Value], _ values: [Value?]) {
      for (index, value) in (leads + values.map { $0 ?? .null }).enumerated() {
        if index > 0 { writer.append(cells.separator) }
        cells.append(value, to: &writer)
      }
      writer.append(UInt8(ascii: "\n"))
    }

    for change in model.changes {
      let values = fields.flatMap { [change[$0]?.before, change[$0]?.after] }
      append(
        [.text(change.kind.rawValue), change.id.map { .text($0) } ?? .null, .text(change.prefix)],
        values + Array(repeating: nil, count: 2 * settings.count))
      if writer.isFull { try await output.write(writer.take()) }
    }
    if !settings.isEmpty {
      let values = settings.flatMap { field in
        let change = model.billing.first { $0.field == field }
        return [change?.before, change?.after]
      }
      append([.text("billing"), .null, .null], Array(repeating: nil, count: 2 * fields.count) + values)
    }
    try await output.write(writer.take())
  }
}

/// A plan as JSON: an object for each change, with all known fields before and after.
struct PreviewJSON {
  /// An array for people's eyes too; otherwise one bare object a line.
  let isArray: Bool
  private let cells = JSONCells()

  init(isArray: Bool) { self.isArray = isArray }

  func write(_ model: PreviewModel, to output: any TextOutput) async throws {
    var writer = ByteWriter()
    var isFirst = true
    if isArray { writer.append("[") }
    for change in model.changes {
      appendStart(isFirst, to: &writer)
      isFirst = false
      appendHead(change.kind.rawValue, id: change.id, prefix: change.prefix, to: &writer)
      appendMembers(
        change.kind == .create ? nil : change.fields.map { ($0.field.name, $0.before) }, "before", &writer)
      appendMembers(
        change.kind == .delete ? nil : change.fields.map { ($0.field.name, $0.after) }, "after", &writer)
      appendEnd(to: &writer)
      if writer.isFull { try await output.write(writer.take()) }
    }
    if !model.billing.isEmpty {
      appendStart(isFirst, to: &writer)
      isFirst = false
      appendHead("billing", id: nil, prefix: nil, to: &writer)
      appendMembers(model.billing.map { ($0.field.name, $0.before) }, "before", &writer)
      appendMembers(model.billing.map { ($0.field.name, $0.after) }, "after", &writer)
      appendEnd(to: &writer)
    }
    if isArray { writer.append(isFirst ? "]\n" : "\n]\n") }
    try await output.write(writer.take())
  }

  private var space: String { isArray ? " " : "" }

  private func appendStart(_ isFirst: Bool, to writer: inout ByteWriter) {
    if isArray { writer.append(isFirst ? "\n  " : ",\n  ") }
  }

  private func appendEnd(to writer: inout ByteWriter) { writer.append(isArray ? "}" : "}\n") }

  private func appendHead(_ kind: String, id: String?, prefix: String?, to writer: inout ByteWriter) {
    let members: [(String, Value)] = [
      ("change", .text(kind)), ("id", id.map { .text($0) } ?? .null),
      ("prefix", prefix.map { .text($0) } ?? .null),
    ]
    writer.append("{")
    append(members, to: &writer)
  }

  /// A member whose value is an object of the known fields; null where there is no rate.
  private func appendMembers(
    _ members: [(String, Value?)]?, _ name: String, _ writer: inout ByteWriter
  ) {
    writer.append("," + space)
    cells.append(name, to: &writer)
    writer.append(":" + space)
    guard let members else { return cells.appendNull(to: &writer) }
    writer.append("{")
    append(members.compactMap { name, value in value.map { (name, $0) } }, to: &writer)
    writer.append("}")
  }

  private func append(_ members: [(String, Value)], to writer: inout ByteWriter) {
    for (index, (name, value)) in members.enumerated() {
      if index > 0 { writer.append("," + space) }
      cells.append(name, to: &writer)
      writer.append(":" + space)
      cells.append(value, to: &writer)
    }
  }
}
