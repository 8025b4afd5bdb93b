/// Lets a layout fall into lines: a group that fits stays on one line.
struct LayoutPrinter {
  static let width = 100
  private static let step = 2

  private struct Item {
    let layout: Layout
    let indent: Int
    let breaks: Bool
  }

  private var output = ""
  private var column = 0
  /// What is left to write, the next one last.
  private var items: [Item] = []
  /// Since the block opened, nothing stands on a line of its own yet.
  private var blockIsFresh = true

  /// The layout as text that ends with a line break, or is empty.
  static func print(_ layout: Layout) -> String {
    var printer = LayoutPrinter()
    printer.items = [Item(layout: layout, indent: 0, breaks: true)]
    while let item = printer.items.popLast() { printer.write(item) }
    return printer.output.isEmpty ? "" : printer.output + "\n"
  }

  private mutating func write(_ item: Item) {
    switch item.layout {
    case .text(let text, _):
      output += text
      column += text.count
    case .gap(let gap):
      if !item.breaks, let flat = gap.flat {
        output += flat
        column += flat.count
      } else {
        breakLine(gap, item.indent)
      }
    case .sequence(let parts):
      for part in parts.reversed() {
        items.append(Item(layout: part, indent: item.indent, breaks: item.breaks))
      }
    case .indented(let inner):
      items.append(Item(layout: inner, indent: item.indent + LayoutPrinter.step, breaks: item.breaks))
    case .group(let inner, let breaks):
      let flat = Item(layout: inner, indent: item.indent, breaks: false)
      items.append(!breaks && fits(flat) ? flat : Item(layout: inner, indent: item.indent, breaks: true))
    }
  }

  /// Whether `item` fits on the rest of the line, with what follows it up to the next place to break.
  private func fits(_ item: Item) -> Bool {
    var room = LayoutPrinter.width - column
    var rest = items.count
    var pending = [item]
    while room >= 0 {
      guard let next = pending.popLast() else {
        guard rest > 0 else { return true }
        rest -= 1
        pending.append(items[rest])
        continue
      }
      switch next.layout {
      case .text(let text, _): room -= text.count
      case .gap(let gap):
        guard !next.breaks, let flat = gap.flat else { return true }
        room -= flat.count
      case .sequence(let parts):
        pending += parts.reversed().map { Item(layout: $0, indent: 0, breaks: next.breaks) }
      case .indented(let inner): pending.append(Item(layout: inner, indent: 0, breaks: next.breaks))
      case .group(let inner, let breaks):
        pending.append(Item(layout: inner, indent: 0, breaks: breaks || next.breaks))
      }
    }
    return false
  }

  // MARK: Line breaks and their comments

  private mutating func breakLine(_ gap: Gap, _ indent: Int) {
    var blankBefore = false
    var isInBlock = false
    var commentIndent = indent
    switch gap.kind {
    case .statement(let isFirst, let blank):
      if isFirst { blockIsFresh = true }
      (blankBefore, isInBlock) = (blank, true)
    case .end(let isEmpty):
      if isEmpty { blockIsFresh = true }
      isInBlock = true
    // Comments at the end of a list stand under its elements.
    case .closing: commentIndent += LayoutPrinter.step
    case .space, .nothing, .newline: break
    }
    for (index, comment) in gap.comments.enumerated() {
      if index == 0, comment.isTrailing, !output.isEmpty {
        output += " " + comment.text
      } else {
        startLine(commentIndent, blankBefore: isInBlock && comment.blankBefore && !blockIsFresh)
        output += comment.text
        blockIsFresh = false
      }
    }
    if case .end = gap.kind { return }
    startLine(indent, blankBefore: blankBefore && !blockIsFresh)
    blockIsFresh = false
  }

  private mutating func startLine(_ indent: Int, blankBefore: Bool) {
    if !output.isEmpty { output += blankBefore ? "\n\n" : "\n" }
    output += String(repeating: " ", count: indent)
    column = indent
  }
}
