/// What the programs of a session leave to those after them.
struct SessionMemory: Sendable {
  var variables: [String: Value] = [:]
  /// The ids that `pin` stages have fixed, by stage.
  var pins: [NodeID: Set<String>] = [:]
  /// The rows that `snapshot` stages have fixed, by stage.
  var snapshots: [NodeID: RowBatch] = [:]
  var rounding = RoundingRule.halfAwayFromZero

  /// Takes rates that were only planned out of the pins: a later plan gives their numbers to others.
  mutating func forgetPlannedRates() {
    for (stage, ids) in pins where ids.contains(where: ChangePlan.isNew) {
      pins[stage] = ids.filter { !ChangePlan.isNew($0) }
    }
  }
}
