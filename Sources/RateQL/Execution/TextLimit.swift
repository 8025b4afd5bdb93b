/// How long a text may become: one that is put together of itself again and again would take all memory,
/// whatever the limits on steps.
enum TextLimit {
  /// In bytes of UTF-8; a rate's longest text has 1024 characters.
  static let maximum = 1_000_000

  /// Before values are put together in one text.
  static func check(_ parts: [Value], at span: Span) throws(RunError) {
    guard size(.list(parts)) <= maximum else { throw .failed(.textTooLong(at: span)) }
  }

  /// Before `replace(text, what, with)`.
  static func checkReplace(_ arguments: [Value], at span: Span) throws(RunError) {
    let sizes = arguments.map(size)
    guard sizes.count == 3, sizes[1] > 0 else { return }
    let growth = max(0, sizes[2] - sizes[1])
    // As many places as there can be: what is refused for nothing is far from any real text.
    guard sizes[0] + sizes[0] / sizes[1] * growth <= maximum else { throw .failed(.textTooLong(at: span)) }
  }

  private static func size(_ value: Value) -> Int {
    switch value {
    case .text(let text): text.utf8.count
    case .list(let values): values.reduce(0) { $0 + size($1) }
    default: 40
    }
  }
}

extension Diagnostic {
  fileprivate static func textTooLong(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3048", "the text would have more than \(TextLimit.maximum) bytes, which is as long as a text may be",
      at: span, hints: ["make it of shorter parts"])
  }
}
