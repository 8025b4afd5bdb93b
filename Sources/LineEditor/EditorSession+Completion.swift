import CLibEdit

extension EditorSession {
  /// What TAB does; gives one of libedit's CC_ codes.
  func complete() -> UInt8 {
    if pasting { return insert("\t") }
    let request = request
    switch CompletionStep(completion(request), in: request) {
    case .none: return UInt8(CC_ERROR)
    case .replace(let scalars, let text):
      if scalars > 0 { el_deletestr(el, Int32(clamping: scalars)) }
      return insert(text)
    case .list(let labels):
      show(labels)
      return UInt8(CC_REDISPLAY)
    }
  }

  private func insert(_ text: String) -> UInt8 {
    el_insertstr(el, text) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
  }

  private func show(_ labels: [String]) {
    let columns = columns
    leaveLine()
    let list = CompletionList.rows(labels, columns: columns, limit: max(4, rows - 3))
    // libedit clears the rows of the line before it draws it again, from the cursor's row upwards; as many
    // empty rows below the list keep it from clearing the list.
    let spare = min(layout(columns: columns).cursorRow, rows)
    write(list.joined(separator: "\n") + String(repeating: "\n", count: 1 + spare))
  }
}
