import RateQL

/// A plan for people: a line for each changed rate, then counts and how prices move.
struct PreviewTable {
  private let model: PreviewModel
  private let settings: RenderSettings
  private let style: Style
  private let updated: RateFieldSet
  /// The numeric fields that get a column.
  private let fields: [RateField]
  private let prices: PriceChanges
  /// Whether the changes shown are not the plan's first ones, but those that move prices farthest.
  private let showsFarthest: Bool
  private var writer = ByteWriter()

  init(_ model: PreviewModel, _ settings: RenderSettings) {
    self.model = model
    self.settings = settings
    style = settings.style
    prices = PriceChanges(model.changes)
    showsFarthest =
      settings.previewRows > 0 && model.changes.count > settings.previewRows && !prices.areUniform
    let updated = PreviewTable.updatedFields(model)
    self.updated = updated
    let others = model.changes.filter { $0.kind != .update }
    fields = PreviewTable.numericFields.filter {
      updated.contains($0) || PreviewTable.comesOrGoes($0, others)
    }
  }

  func bytes() -> [UInt8] {
    var copy = self
    copy.appendChanges()
    copy.appendSharedFields()
    copy.appendBilling()
    if !copy.writer.bytes.isEmpty { copy.line("") }
    copy.appendCounts()
    copy.appendPrices()
    return copy.writer.bytes
  }

  /// The preview without its rows.
  func sums() -> [UInt8] {
    var settings = settings
    settings.previewRows = 0
    var copy = PreviewTable(model, settings)
    copy.appendBilling()
    copy.appendCounts()
    copy.appendPrices()
    return copy.writer.bytes
  }

  private static let numericFields = RateField.writable.filter { $0.fractionDigits != nil }

  /// The fields that some update changes.
  private static func updatedFields(_ model: PreviewModel) -> RateFieldSet {
    var updated = RateFieldSet()
    for place in model.changes.indices where model.changes[place].kind == .update {
      updated.formUnion(model.changes[place].changedFields)
    }
    return updated
  }

  /// A field that differs between created rates, or a call's price where rates come or go.
  ///
  /// - Parameter changes: those that are no updates.
  private static func comesOrGoes(_ field: RateField, _ changes: [PreviewChange]) -> Bool {
    if field.isPrice, field != .connectFee { return changes.contains { $0[field] != nil } }
    let created = changes.lazy.filter { $0.kind == .create }
    guard let first = created.first else { return false }
    return created.contains { $0[field]?.after != first[field]?.after }
  }

  // MARK: - The changed rates

  private mutating func appendChanges() {
    guard !model.changes.isEmpty else { return }
    let shown =
      showsFarthest
      ? prices.farthestFirst().prefix(settings.previewRows).map { model.changes[$0] }
      : Array(model.changes.prefix(settings.previewRows))
    let numeric = fields.map { field in ChangeColumn(shown.map { ($0.kind, $0[field]) }) }
    let rows = shown.map { change in
      [PreviewTable.mark(change.kind), prefixCell(change), textCell(change, .type)]
        + zip(fields, numeric).map { $1.cell(change.kind, change[$0]) }
        + [textCell(change, .description)]
    }
    if !shown.isEmpty {
      let columns =
        [
          TableGrid.Column(title: "", importance: 4),
          TableGrid.Column(title: RateField.prefix.name, isFlexible: true, importance: 4),
          TableGrid.Column(title: RateField.type.name, importance: updated.contains(.type) ? 2 : 1),
        ] + fields.map { TableGrid.Column(title: $0.name, importance: $0.isPrice ? 3 : 2) }
        + [
          TableGrid.Column(
            title: RateField.description.name, isFlexible: true,
            importance: updated.contains(.description) ? 2 : 0)
        ]
      let grid = TableGrid(columns, sample: rows, within: settings.width, style: style)
      grid.appendHeader(to: &writer)
      for row in rows { grid.append(row, to: &writer) }
      grid.appendNote(advice: "use a wider terminal or --format json", to: &writer)
    }
    let rest = model.changes.count - shown.count
    guard rest > 0 else { return }
    let order = showsFarthest ? "; those whose prices change most are shown" : ""
    line("… and \(HumanNumber.count(rest)) more\(order)", .faint)
  }

  private static func mark(_ kind: PreviewChange.Kind) -> TableCell {
    switch kind {
    case .create: TableCell("+", role: .added)
    case .update: TableCell("~", role: .changed)
    case .delete: TableCell("-", role: .removed)
    }
  }

  private func prefixCell(_ change: PreviewChange) -> TableCell {
    if change.kind == .update, let field = change[.prefix], field.isChanged {
      return textCell(change, .prefix)
    }
    let role: Style.Role? = change.kind == .update ? nil : ChangeColumn.role(change.kind, nil)
    return TableCell(change.prefix, role: role)
  }

  private func textCell(_ change: PreviewChange, _ field: RateField) -> TableCell {
    let values = change[field]
    let role = ChangeColumn.role(change.kind, values)
    if change.kind == .update, let values, values.isChanged {
      return TableCell(
        before: values.before?.description ?? "?", after: values.after?.description ?? "?", role: role)
    }
    let value = change.kind == .delete ? values?.before : values?.after
    return TableCell(value.map { $0.isNull ? "" : $0.description } ?? "", role: role)
  }

  /// What every created rate has in common and no column shows.
  private mutating func appendSharedFields() {
    guard let first = model.changes.first(where: { $0.kind == .create }) else { return }
    let shared = PreviewTable.numericFields.filter { !fields.contains($0) }.compactMap { field in
      first[field]?.after.map { "\(field.name) \($0)" }
    }
    if !shared.isEmpty { line("created with \(shared.joined(separator: ", "))", .added) }
  }

  private mutating func appendBilling() {
    guard !model.billing.isEmpty else { return }
    let changes = model.billing.map { "\($0.field.name) \($0.before) → \($0.after)" }
    line("~ billing: \(changes.joined(separator: ", "))", .changed)
  }

  // MARK: - The sums

  private mutating func appendCounts() {
    let counts: [(Int, String)] = [
      (model.count(.create), "to create"), (model.count(.update), "to update"),
      (model.count(.delete), "to delete"), (model.unchanged, "unchanged"),
    ]
    var parts = counts.filter { $0.0 > 0 }.map { "\(HumanNumber.count($0.0)) \($0.1)" }
    if !model.billing.isEmpty { parts.append("billing settings to change") }
    if model.changes.isEmpty, model.billing.isEmpty { parts.insert("no changes", at: 0) }
    line(parts.joined(separator: ", "), .header)
  }

  private mutating func appendPrices() {
    let summaries = prices.summaries
    // One price alone is told by its line.
    guard summaries.reduce(0, { $0 + $1.count }) > 1 else { return }
    for summary in summaries {
      let extra =
        summary.withoutPercent > 0
        ? "; \(HumanNumber.count(summary.withoutPercent)) more from 0 or no price" : ""
      if summary.isUniform {
        let rates = (summary.count > 1 ? "each of " : "") + HumanNumber.count(summary.count, "rate")
        line("\(summary.field.name): \(HumanNumber.change(summary.largest)) in \(rates)\(extra)")
      } else {
        let (low, middle, high) = (summary.smallest, summary.median, summary.largest)
        line(
          "\(summary.field.name): smallest \(HumanNumber.change(low)), "
            + "median \(HumanNumber.change(middle)), largest \(HumanNumber.change(high))\(extra)")
      }
    }
    // Where the table starts with them they need no second list.
    if !prices.areUniform, !showsFarthest { appendExtremes(prices.extremes(3)) }
    appendHistograms()
  }

  /// One for each way in which prices move: fields that move alike share it.
  private mutating func appendHistograms() {
    if let width = settings.width, width < PriceHistogram.neededWidth { return }
    var told: Set<PriceHistogram> = []
    for histogram in prices.summaries.compactMap(\.histogram) where told.insert(histogram).inserted {
      let names = prices.summaries.filter { $0.histogram == histogram }.map(\.field.name)
      line("how \(names.joined(separator: " and ")) \(names.count == 1 ? "changes" : "change"):")
      for text in histogram.lines(within: settings.width) { writer.append(text + "\n") }
    }
  }

  private mutating func appendExtremes(_ entries: [PriceChanges.Entry]) {
    let column = ChangeColumn(entries.map { (.update, $0.field) })
    let rows = entries.map { entry in
      [
        TableCell(""), TableCell(model.changes[entry.place].prefix), TableCell(entry.field.field.name),
        column.cell(.update, entry.field),
      ]
    }
    let columns = [
      TableGrid.Column(title: "", importance: 2),
      TableGrid.Column(title: "prefix", isFlexible: true, importance: 2),
      TableGrid.Column(title: "field"),
      TableGrid.Column(title: "change", importance: 1),
    ]
    let grid = TableGrid(
      columns, sample: rows, within: settings.width, style: style, showsTitles: false)
    line("most extreme:")
    for row in rows { grid.append(row, to: &writer) }
  }

  private mutating func line(_ text: String, _ role: Style.Role? = nil) {
    writer.append(wrapped: text, within: settings.width) { style(role, $0) }
  }
}
