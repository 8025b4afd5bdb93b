/// Puts each comment at the first gap behind what it follows in the source, so that its place is kept as
/// far as lines may break there, and it never stands where a line break would end a statement.
struct CommentPlacement {
  private let comments: [Comment]
  /// For each gap of the layout, in order, how many comments have been placed when it is written.
  private var placed: [Int] = []
  private var gapIndex = 0

  static func place(_ comments: [Comment], in layout: Layout) -> Layout {
    var placement = CommentPlacement(comments: comments)
    var following: [Int?] = []
    var open = 0
    placement.find(layout, &following, &open)
    var count = 0
    for next in following {
      while count < comments.count, comments[count].start < next ?? Int.max { count += 1 }
      placement.placed.append(count)
    }
    return placement.filled(layout).layout
  }

  private init(comments: [Comment]) { self.comments = comments }

  /// Notes for each gap the place of what follows it. `open`: the first gap that still waits for that.
  private func find(_ layout: Layout, _ following: inout [Int?], _ open: inout Int) {
    switch layout {
    case .text(_, let place):
      guard let place else { return }
      while open < following.count {
        following[open] = place
        open += 1
      }
    case .gap: following.append(nil)
    case .sequence(let parts): for part in parts { find(part, &following, &open) }
    case .indented(let inner), .group(let inner, _): find(inner, &following, &open)
    }
  }

  /// The layout with its comments; `breaks`: it can't stand on one line.
  private mutating func filled(_ layout: Layout) -> (layout: Layout, breaks: Bool) {
    switch layout {
    case .text: return (layout, false)
    case .gap(var gap):
      let start = gapIndex > 0 ? placed[gapIndex - 1] : 0
      gap.comments = Array(comments[start..<placed[gapIndex]])
      gapIndex += 1
      return (.gap(gap), gap.flat == nil)
    case .sequence(let parts):
      var breaks = false
      var result: [Layout] = []
      for part in parts {
        let (inner, innerBreaks) = filled(part)
        result.append(inner)
        breaks = breaks || innerBreaks
      }
      return (.sequence(result), breaks)
    case .indented(let inner):
      let (inner, breaks) = filled(inner)
      return (.indented(inner), breaks)
    case .group(let inner, let wanted):
      let (inner, breaks) = filled(inner)
      return (.group(inner, breaks: breaks || wanted), breaks || wanted)
    }
  }
}
