/// A function that a host program gives to the programs it runs. It is checked as the built-in ones are, and
/// called once for each row that needs it.
public struct HostFunction: Sendable {
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let type: ValueType

    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  /// What calls it: letters, digits and `_`, in any case of letters.
  public let name: String
  public let parameters: [Parameter]
  /// What it gives; a whole number may stand where a decimal is due, and null everywhere.
  public let result: ValueType
  /// A line for help: what it gives, with its unit.
  public let summary: String
  /// Whether it is called with nulls. If not, null among its arguments makes null of the result.
  public let takesNull: Bool
  let body: @Sendable ([Value]) throws -> Value

  /// - Parameter body: gets a value for each parameter, of its type; an exact fraction, as `cost` gives it, comes
  ///   rounded to 18 digits after the point. It must be pure: it may be called once for
  ///   many rows, or again, and from any thread. What it throws ends the run with a diagnostic at the call that
  ///   quotes the error's description; a result that is not of the type `result` does so too.
  public init(
    _ name: String, _ parameters: [Parameter] = [], gives result: ValueType, summary: String = "",
    takesNull: Bool = false, body: @escaping @Sendable ([Value]) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.takesNull = takesNull
    self.body = body
  }

  /// `tier(price, zone)`, for help and messages.
  package var display: String { "\(name)(\(parameters.map(\.name).joined(separator: ", ")))" }
}

/// A value that a host program gives to the programs it runs, by name.
public struct HostVariable: Sendable, Hashable {
  /// Letters, digits and `_`; case counts, as in every name of a program.
  public let name: String
  /// Nil where the value alone does not tell it: null, an empty list.
  public let type: ValueType?
  public let value: Value

  /// - Parameter type: what programs may use it as; the value's own type where left out. A number without a
  ///   fraction is a whole number by itself: give `.decimal` where the next one may have a fraction.
  public init(_ name: String, _ value: Value, type: ValueType? = nil) {
    self.name = name
    self.type = type ?? ValueType.of(value)
    self.value = value
  }
}
