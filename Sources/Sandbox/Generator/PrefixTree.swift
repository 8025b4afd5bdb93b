/// The prefixes of a table, from countries down to single exchanges.
struct PrefixTree {
  struct Node {
    var prefix: [UInt8]
    /// Its place in the plan's countries.
    var country: Int
    var description: String
    var kind: Kind
    /// How many steps below a country's areas and mobile ranges.
    var depth = 0
  }

  enum Kind {
    case country, mobile, area, local
  }

  private static let home = "44"
  private static let homeArea = "20"
  /// E.164 numbers have 15 digits at the most.
  private static let longest = 15

  private let plan: NumberingPlan
  private var random: SplitMix64
  private var seen: Set<[UInt8]> = []
  private var result: [Node] = []

  init(plan: NumberingPlan, random: SplitMix64) {
    self.plan = plan
    self.random = random
  }

  /// The first `count` prefixes: countries, then mobile ranges and areas, then what lies below them.
  mutating func nodes(count: Int) -> [Node] {
    seen.reserveCapacity(count)
    result.reserveCapacity(count)
    for (index, country) in plan.countries.enumerated() {
      add(
        Node(prefix: digits(country.code), country: index, description: country.name, kind: .country), count)
    }
    var level = firstLevel()
    random.shuffle(&level)
    for node in level { add(node, count) }
    // The networks without areas or ranges of their own go deeper from the country's code.
    let split = Set(level.map(\.country))
    level += result.filter { $0.kind == .country && !split.contains($0.country) }
    while result.count < count, !level.isEmpty {
      random.shuffle(&level)
      level = deeper(level, count)
    }
    return result
  }

  private mutating func add(_ node: Node, _ count: Int) {
    guard result.count < count, seen.insert(node.prefix).inserted else { return }
    result.append(node)
  }

  private func digits(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func firstLevel() -> [Node] {
    plan.countries.enumerated().flatMap { index, country in
      let mobile = country.mobile.map { range in
        Node(
          prefix: digits(country.code + range), country: index, description: "\(country.name) Mobile",
          kind: .mobile)
      }
      let areas = country.areas.map { area in
        let isLocal = country.code == PrefixTree.home && area.digits == PrefixTree.homeArea
        return Node(
          prefix: digits(country.code + area.digits), country: index,
          description: "\(country.name) \(area.name)", kind: isLocal ? .local : .area)
      }
      return mobile + areas
    }
  }

  /// Some of the prefixes one step below `level`: a digit more, or an exchange of three in North America.
  private mutating func deeper(_ level: [Node], _ count: Int) -> [Node] {
    var below: [Node] = []
    for node in level where node.prefix.count < PrefixTree.longest {
      guard result.count < count else { break }
      for suffix in suffixes(of: node) where node.prefix.count + suffix.count <= PrefixTree.longest {
        var child = node
        child.prefix += suffix
        child.depth += 1
        guard !seen.contains(child.prefix) else { continue }
        add(child, count)
        below.append(child)
      }
    }
    return below
  }

  private mutating func suffixes(of node: Node) -> [[UInt8]] {
    if node.prefix.first == UInt8(ascii: "1"), node.prefix.count == 4 {
      let wanted = 4 + random.below(28)
      return (0..<wanted).map { _ in digits(String(200 + random.below(800))) }
    }
    var choices = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    random.shuffle(&choices)
    return choices.prefix(3 + random.below(8)).map { [$0] }
  }
}
