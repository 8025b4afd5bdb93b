/// What is known of a program's nodes, by their numbers: a dictionary that does not hash.
package struct NodeTable<Fact: Sendable>: Sendable {
  /// By number; nodes of one program are numbered through.
  private var facts: [Fact?] = []

  package init() {}

  package subscript(node: NodeID) -> Fact? {
    get { facts[safe: Int(node.number)] ?? nil }
    set {
      let place = Int(node.number)
      guard place >= 0, place < facts.count || newValue != nil else { return }
      while place >= facts.count { facts.append(nil) }
      facts[place] = newValue
    }
  }

  /// Takes over what `other` knows; where both know of a node, `other` is right.
  package mutating func merge(_ other: NodeTable) {
    if facts.isEmpty {
      facts = other.facts
      return
    }
    for (place, fact) in other.facts.enumerated() where fact != nil {
      self[NodeID(number: Int32(place))] = fact
    }
  }
}
