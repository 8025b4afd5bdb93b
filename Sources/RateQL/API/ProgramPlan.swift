/// What a checked program would ask of its store: data to look at before it runs.
public struct ProgramPlan: Sendable {
  /// The program itself, ready for ``Session/run(_:sink:)``.
  public let program: CheckedProgram
  /// A read for each query over `rates`, in the order in which they are written.
  public let reads: [PlannedRead]

  /// How many of the reads take the whole table: neither a condition nor a count goes to the store.
  public var fullReads: Int {
    reads.count { read in read.request.map { $0.predicate == nil && $0.limit == nil } ?? false }
  }
}
