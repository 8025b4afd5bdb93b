/// A classic regular expression, matched in time linear in the text: no back references, no way to make
/// it hang. Unanchored unless it says `^` or `$`.
package struct Pattern: Sendable, Hashable {
  package let text: String
  let states: [PatternState]
  let start: Int

  /// - Throws: ``PatternError`` where the text is no regular expression, or one too large.
  package init(_ text: String) throws(PatternError) {
    self.text = text
    var parser = PatternParser(text)
    let tree = try parser.parse()
    var builder = PatternBuilder()
    let accept = builder.add(.accept)
    start = try builder.build(tree, then: accept)
    states = builder.states
  }

  /// Whether the pattern matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    var current = StateSet(states.count)
    var next = StateSet(states.count)
    var previous: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    var scalar = scalars.next()
    while true {
      if follow(start, into: &current, before: previous, after: scalar) { return true }
      guard let this = scalar else { return false }
      scalar = scalars.next()
      next.removeAll()
      for state in current.members {
        guard case .take(let set, let target) = states[state], set.contains(this) else { continue }
        if follow(target, into: &next, before: this, after: scalar) { return true }
      }
      swap(&current, &next)
      previous = this
    }
  }

  /// Adds a state and all that is reached from it without taking a character; true where that accepts.
  private func follow(
    _ state: Int, into set: inout StateSet, before: Unicode.Scalar?, after: Unicode.Scalar?
  ) -> Bool {
    var pending = [state]
    while let state = pending.popLast() {
      guard set.insert(state) else { continue }
      switch states[state] {
      case .accept: return true
      case .take: break
      case .split(let a, let b): pending += [b, a]
      case .atStart(let target): if before == nil { pending.append(target) }
      case .atEnd(let target): if after == nil { pending.append(target) }
      case .atWordEdge(let target, let negated):
        let edge = isWord(before) != isWord(after)
        if edge != negated { pending.append(target) }
      }
    }
    return false
  }

  private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { CharacterSet.word.contains($0) } ?? false
  }
}

/// Why a regular expression can't be read.
package struct PatternError: Error, Sendable {
  package let reason: String
}

enum PatternState: Sendable, Hashable {
  case accept
  case take(CharacterSet, Int)
  case split(Int, Int)
  case atStart(Int)
  case atEnd(Int)
  case atWordEdge(Int, negated: Bool)
}

/// A set of state numbers that keeps its order and empties in no time.
private struct StateSet {
  private(set) var members: [Int] = []
  private var marks: [UInt32]
  private var mark: UInt32 = 1

  init(_ count: Int) { marks = Array(repeating: 0, count: count) }

  mutating func insert(_ state: Int) -> Bool {
    guard marks[state] != mark else { return false }
    marks[state] = mark
    members.append(state)
    return true
  }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    mark += 1
  }
}

/// Lays the states of a pattern out, last one first.
struct PatternBuilder {
  /// More would make matching slow; only huge counts such as `(a{500}){500}` get there.
  static let maximumStates = 20_000

  var states: [PatternState] = []

  mutating func add(_ state: PatternState) -> Int {
    states.append(state)
    return states.count - 1
  }

  /// The state that `tree` starts in, going on to `next`.
  mutating func build(_ tree: PatternTree, then next: Int) throws(PatternError) -> Int {
    guard states.count < PatternBuilder.maximumStates else {
      throw PatternError(reason: "it is too large; use smaller repeat counts")
    }
    switch tree {
    case .empty: return next
    case .set(let set): return add(.take(set, next))
    case .atStart: return add(.atStart(next))
    case .atEnd: return add(.atEnd(next))
    case .wordEdge(let negated): return add(.atWordEdge(next, negated: negated))
    case .sequence(let parts):
      var target = next
      for part in parts.reversed() { target = try build(part, then: target) }
      return target
    case .choice(let ways):
      var target: Int?
      for way in ways.reversed() {
        let start = try build(way, then: next)
        target = target.map { add(.split(start, $0)) } ?? start
      }
      return target ?? next
    case .repeated(let part, let low, let high):
      return try buildRepeat(part, low, high, then: next)
    }
  }

  private mutating func buildRepeat(
    _ part: PatternTree, _ low: Int, _ high: Int?, then next: Int
  ) throws(PatternError) -> Int {
    var target = next
    if let high {
      for _ in low..<max(low, high) {
        let start = try build(part, then: target)
        if start == target { break }
        target = add(.split(start, next))
      }
    } else {
      let loop = add(.split(next, next))
      let start = try build(part, then: loop)
      states[loop] = .split(start, next)
      target = loop
    }
    for _ in 0..<low {
      let start = try build(part, then: target)
      if start == target { break }  // repeats nothing: once is enough
      target = start
    }
    return target
  }
}
