extension HostFunction {
  /// Calls the host's code with values that were checked by type.
  func call(_ arguments: [Value], at span: Span, _ budget: RunBudget) throws(RunError) -> Value {
    if !takesNull, arguments.contains(.null) { return .null }
    try budget.pulse()
    let value: Value
    do {
      value = try body(arguments.map(HostFunction.plain))
    } catch is CancellationError {
      throw .cancelled
    } catch let error as RunError {
      throw error
    } catch {
      throw .failed(.hostFunctionFailed(name, "\(error)", at: span))
    }
    guard result.holds(value) else {
      throw .failed(.hostFunctionGave(name, value, wanted: result, at: span))
    }
    return value
  }

  /// A number with an end, which is what host code reckons with.
  private static func plain(_ value: Value) -> Value {
    guard case .fraction = value else { return value }
    return value.roundedDecimal.map { .number($0) } ?? value
  }
}

/// What is said of a host's functions. Codes RQ3045 and RQ3046.
extension Diagnostic {
  static func hostFunctionFailed(_ name: String, _ reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3045", "`\(name)` failed: \(reason)", at: span, hints: ["it is a function of the host program"])
  }

  static func hostFunctionGave(
    _ name: String, _ value: Value, wanted: ValueType, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "RQ3046", "`\(name)` gave \(value), which is not \(wanted)", at: span,
      hints: ["this is a fault of the host program, which says that `\(name)` gives \(wanted)"])
  }
}
