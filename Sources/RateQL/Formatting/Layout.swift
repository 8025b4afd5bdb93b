/// What is to be written, with the places where a line may break. How it falls into lines is found by
/// ``LayoutPrinter``.
indirect enum Layout: Sendable {
  /// A piece that stays on one line; `at` is its place in the source, where it has one.
  case text(String, at: Int?)
  case gap(Gap)
  case sequence([Layout])
  case indented(Layout)
  /// Its gaps break all together, or not at all. `breaks`: they have to.
  case group(Layout, breaks: Bool)

  static func text(_ text: String) -> Layout { .text(text, at: nil) }
  static func group(_ parts: [Layout]) -> Layout { .group(.sequence(parts), breaks: false) }
  static func group(_ inner: Layout) -> Layout { .group(inner, breaks: false) }
  static func indented(_ parts: [Layout]) -> Layout { .indented(.sequence(parts)) }

  /// A space, or a line break.
  static let space = Layout.gap(Gap(kind: .space))
  /// Nothing, or a line break.
  static let nothing = Layout.gap(Gap(kind: .nothing))
  /// Nothing, or the line break before a closing bracket.
  static let closing = Layout.gap(Gap(kind: .closing))
  /// A space that breaks only where the next piece would not fit.
  static let softSpace = Layout.group([.space])

  /// `items` behind commas: on one line, or one a line.
  static func list(_ items: [Layout], separator: Layout = .space) -> Layout {
    var parts: [Layout] = []
    for (index, item) in items.enumerated() {
      if index > 0 { parts += [.text(","), separator] }
      parts.append(item)
    }
    return .sequence(parts)
  }
}

/// A place where a line may end, and so where comments may stand.
struct Gap: Sendable {
  enum Kind: Sendable {
    case space, nothing, closing
    /// The line break before a statement; `isFirst` of its block.
    case statement(isFirst: Bool, blankBefore: Bool)
    /// Behind the last statement of a block: there for its comments. `isEmpty`: no statement is.
    case end(isEmpty: Bool)
    /// A line break in any case.
    case newline
  }

  let kind: Kind
  var comments: [Comment] = []

  /// What stands there on one line; nil where a line always breaks.
  var flat: String? {
    switch kind {
    case .space: comments.isEmpty ? " " : nil
    case .nothing, .closing: comments.isEmpty ? "" : nil
    case .statement, .end, .newline: nil
    }
  }
}

/// A comment, without the blanks at its end.
struct Comment: Sendable {
  let text: String
  let start: Int
  /// It stands behind something on its line.
  let isTrailing: Bool
  let blankBefore: Bool
}
