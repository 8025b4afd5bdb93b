/// How much one run of a program may use. What goes beyond ends the run with ``RunError/limit(_:_:)``;
/// nothing was written then, and the session can go on.
public struct RunLimits: Sendable, Hashable {
  /// Rows that stores and files may hand over, those read again or one by one included; nil for any number.
  public var rows: Int?

  /// How much may be worked out; nil for any amount. A step is a statement begun (each pass of a loop begins
  /// its statements anew), a row that goes into a stage of a query, or an operation of an expression for one
  /// row: `rates | where price_n * 2 > 1` over 100 rates takes about 400.
  public var steps: Int?

  /// How long the run may take, waiting for the store included; nil for any time. Where a store does not stop
  /// when its task is cancelled, or a function of the host takes long, it is as late as they are.
  public var time: Duration?

  public init(rows: Int? = nil, steps: Int? = nil, time: Duration? = nil) {
    self.rows = rows
    self.steps = steps
    self.time = time
  }

  /// No limit at all.
  public static let none = RunLimits()

  /// Which of the limits ended a run.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case rows, steps, time
  }
}
