extension ChangePlan {
  /// The changes in groups: those of one group do not depend on each other, and each group comes after
  /// those before it. A prefix is freed before it is taken.
  ///
  /// - Throws: ``PlanFault``s where rates would exchange their prefixes in a ring.
  public func waves() throws(RunError) -> [[Change]] {
    let changes = changes
    return try ChangePlan.order(changes).map { wave in wave.map { changes[$0] } }
  }

  /// The groups of ``waves()``, as places in `changes`.
  package static func order(_ changes: [Change]) throws(RunError) -> [[Int]] {
    var freedBy: [String: Int] = [:]
    for (index, change) in changes.enumerated() {
      guard let old = change.before?.prefix, old != change.after?.prefix else { continue }
      freedBy[old] = index
    }
    var waveOf: [Int?] = Array(repeating: nil, count: changes.count)
    for start in changes.indices where waveOf[start] == nil {
      // Nearly all keep their prefix, or take one that is free.
      guard let taken = changes[start].takenPrefix, freedBy[taken] != nil else {
        waveOf[start] = 0
        continue
      }
      // Each change waits for at most one other, so the way up is a line.
      var path: [Int] = []
      var onPath: Set<Int> = []
      var index: Int? = start
      while let here = index, waveOf[here] == nil {
        guard onPath.insert(here).inserted else { throw .invalidPlan(ring(path, from: here, changes)) }
        path.append(here)
        index = changes[here].takenPrefix.flatMap { freedBy[$0] }.flatMap { $0 == here ? nil : $0 }
      }
      var wave = index.flatMap { waveOf[$0] }.map { $0 + 1 } ?? 0
      for here in path.reversed() {
        waveOf[here] = wave
        wave += 1
      }
    }
    var waves: [[Int]] = Array(repeating: [], count: (waveOf.compactMap(\.self).max() ?? -1) + 1)
    for index in changes.indices { waves[waveOf[index] ?? 0].append(index) }
    return waves
  }

  private static func ring(_ path: [Int], from start: Int, _ changes: [Change]) -> [PlanFault] {
    path.drop { $0 != start }.map { index in
      PlanFault(
        rate: changes[index].label, field: .prefix,
        problem: "it takes the prefix of a rate that waits for its own; go over a prefix that is free")
    }
  }
}

extension Change {
  /// The prefix that the rate has afterwards and had not before.
  package var takenPrefix: String? {
    guard let new = after?.prefix, new != before?.prefix else { return nil }
    return new
  }
}
