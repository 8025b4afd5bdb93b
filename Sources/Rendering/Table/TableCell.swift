/// One cell of a table, with what may be done where it does not fit.
struct TableCell {
  enum Form {
    /// Cut at the end.
    case text
    /// Cut inside the fraction only; otherwise filled with `#`, so that no digit misleads.
    case number
    /// Two texts with an arrow between, each cut to its half.
    case change(before: DisplayText, after: DisplayText)
  }

  private let text: DisplayText
  private let form: Form
  let role: Style.Role?

  init(_ text: String, form: Form = .text, role: Style.Role? = nil) {
    self.text = DisplayText(text)
    self.form = form
    self.role = role
  }

  init(before: String, after: String, role: Style.Role?) {
    let (before, after) = (DisplayText(before), DisplayText(after))
    text = DisplayText("\(before.text) → \(after.text)")
    form = .change(before: before, after: after)
    self.role = role
  }

  var width: Int { text.width }

  func fitted(to limit: Int) -> DisplayText {
    guard width > limit else { return text }
    switch form {
    case .text: return text.cut(to: limit)
    case .number: return DisplayText(TableCell.cutNumber(text.text, to: limit))
    case .change(let before, let after):
      let room = limit - 3
      guard room >= 2 else { return text.cut(to: limit) }
      let first = min(before.width, max(room / 2, room - after.width))
      let left = before.cut(to: first)
      let right = after.cut(to: room - left.width)
      return DisplayText("\(left.text) → \(right.text)")
    }
  }

  private static func cutNumber(_ text: String, to limit: Int) -> String {
    let suffix = text.last == "%" ? "%" : ""
    if let point = text.firstIndex(of: ".") {
      let whole = text.distance(from: text.startIndex, to: point)
      let kept = limit - suffix.count - 1
      if kept > whole { return text.prefix(kept) + "…" + suffix }
    }
    return String(repeating: "#", count: max(limit, 0))
  }
}
