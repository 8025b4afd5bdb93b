extension RunError: CustomStringConvertible {
  /// What happened, a line for each thing: `error` lines have their place.
  public var description: String {
    switch self {
    case .failed(let diagnostic), .assertion(let diagnostic), .limit(_, let diagnostic):
      diagnostic.description
    case .invalidPlan(let faults):
      faults.map { fault in "\(fault.rate):\(fault.field.map { " \($0.name):" } ?? "") \(fault.problem)" }
        .joined(separator: "\n")
    case .store(let error): error.description
    case .cancelled: "the run was cancelled"
    case .outputClosed: "the output was closed"
    }
  }

  /// The diagnostic, where the error is about a place in the program.
  public var diagnostic: Diagnostic? {
    switch self {
    case .failed(let diagnostic), .assertion(let diagnostic), .limit(_, let diagnostic): diagnostic
    case .invalidPlan, .store, .cancelled, .outputClosed: nil
    }
  }
}
