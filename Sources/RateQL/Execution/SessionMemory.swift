/// What the programs of a session leave to those after them.
struct SessionMemory: Sendable {
  var variables: [String: Value] = [:]
  /// The ids that `pin` stages have fixed, by stage.
  var pins: [NodeID: Set<String>] = [:]
  /// The rows that `snapshot` stages have fixed, by stage.
  var snapshots: [NodeID: RowBatch] = [:]
  var rounding = RoundingRule.halfAwayFromZero
}
