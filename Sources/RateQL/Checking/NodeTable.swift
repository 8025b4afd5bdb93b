/// What is known of a program's nodes, by their numbers: a dictionary that does not hash.
///
/// Few nodes are names and fewer are calls, and the numbers of a session's later lines are high.
package struct NodeTable<Fact: Sendable>: Sendable {
  /// The lowest number that there is something about.
  private var first = 0
  /// For each number from `first` on, where its fact is, or -1.
  private var places: [Int32] = []
  private var facts: [Fact] = []

  package init() {}

  package subscript(node: NodeID) -> Fact? {
    get {
      let number = Int(node.number) - first
      guard number >= 0, number < places.count, places[number] >= 0 else { return nil }
      return facts[Int(places[number])]
    }
    set {
      guard let newValue else { return forget(node) }
      let number = Int(node.number)
      if places.isEmpty { first = number }
      if number < first {
        places.insert(contentsOf: repeatElement(-1, count: first - number), at: 0)
        first = number
      }
      while places.count <= number - first { places.append(-1) }
      let place = places[number - first]
      if place >= 0 {
        facts[Int(place)] = newValue
      } else {
        places[number - first] = Int32(facts.count)
        facts.append(newValue)
      }
    }
  }

  private mutating func forget(_ node: NodeID) {
    let number = Int(node.number) - first
    if number >= 0, number < places.count { places[number] = -1 }
  }

  /// Takes over what `other` knows; where both know of a node, `other` is right.
  package mutating func merge(_ other: NodeTable) {
    if facts.isEmpty {
      self = other
      return
    }
    for (number, place) in other.places.enumerated() where place >= 0 {
      self[NodeID(number: Int32(number + other.first))] = other.facts[Int(place)]
    }
  }
}
