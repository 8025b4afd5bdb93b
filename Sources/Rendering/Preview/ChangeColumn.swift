import RateQL

/// Before, arrow, after and percent of one numeric field, each part in line with those of other rows.
struct ChangeColumn {
  private var shape = NumberShape()
  private var percentDigits = 0
  private var beforeWidth = 0
  private var afterWidth = 0
  private var percentWidth = 0

  init(_ rows: [(kind: PreviewChange.Kind, field: PreviewField?)]) {
    let fields = rows.compactMap(\.field)
    for value in fields.flatMap({ [$0.before, $0.after] }) {
      if let value { shape.note(value) }
    }
    for field in fields {
      guard let fraction = ChangeColumn.fraction(field),
        let points = try? fraction.multiplied(by: ExactDecimal(100)).rounded(toDigits: 2)
      else { continue }
      percentDigits = max(percentDigits, points.fractionDigits)
    }
    for row in rows {
      let (before, after, percent) = parts(row.kind, row.field)
      beforeWidth = max(beforeWidth, DisplayWidth.of(before))
      afterWidth = max(afterWidth, DisplayWidth.of(after))
      percentWidth = max(percentWidth, DisplayWidth.of(percent))
    }
  }

  func cell(_ kind: PreviewChange.Kind, _ field: PreviewField?) -> TableCell {
    let (before, after, percent) = parts(kind, field)
    var text = padded(before, to: beforeWidth)
    if afterWidth > 0 {
      if beforeWidth > 0 { text += before.isEmpty || after.isEmpty ? "   " : " → " }
      text += padded(after, to: afterWidth)
    }
    if percentWidth > 0 { text += "  " + padded(percent, to: percentWidth) }
    while text.last == " " { text.removeLast() }
    return TableCell(text, role: Self.role(kind, field))
  }

  /// The colour of a cell: unchanged values of an updated rate stand back.
  static func role(_ kind: PreviewChange.Kind, _ field: PreviewField?) -> Style.Role {
    switch kind {
    case .create: .added
    case .delete: .removed
    case .update: field?.isChanged == true ? .changed : .faint
    }
  }

  private func parts(
    _ kind: PreviewChange.Kind, _ field: PreviewField?
  ) -> (before: String, after: String, percent: String) {
    guard let field else { return ("", "", "") }
    let before = field.before.map(shape.text)
    let after = field.after.map(shape.text)
    switch kind {
    case .create: return ("", after ?? "", "")
    case .delete: return (before ?? "", "", "")
    case .update:
      guard field.isChanged else { return (before ?? "", "", "") }
      let percent = ChangeColumn.fraction(field).map {
        HumanNumber.change($0, fractionDigits: percentDigits)
      }
      return (before ?? "?", after ?? "?", percent ?? "")
    }
  }

  private static func fraction(_ field: PreviewField) -> ExactDecimal? {
    guard field.field.isPrice, field.isChanged else { return nil }
    return PriceChanges.fraction(from: field.before, to: field.after)
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(width - DisplayWidth.of(text), 0)) + text
  }
}
