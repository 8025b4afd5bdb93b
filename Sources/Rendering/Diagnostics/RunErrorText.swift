package import RateQL

/// Draws why a run stopped.
package enum RunErrorText {
  /// How many faults of a plan are shown.
  private static let shownFaults = 20

  package static func draw(_ error: RunError, style: Style = .plain) -> String {
    switch error {
    case .failed(let diagnostic), .assertion(let diagnostic), .limit(_, let diagnostic):
      return DiagnosticText.draw(diagnostic, style: style)
    case .invalidPlan(let faults):
      return draw(faults, style)
    case .store(let error):
      return line("\(error)", style)
    case .cancelled:
      return "Interrupted.\n"
    case .outputClosed:
      return ""
    }
  }

  /// One line: `error: …`.
  package static func line(_ message: String, _ style: Style = .plain) -> String {
    "\(style(.removed, "error")): \(VisibleText.make(message))\n"
  }

  private static func draw(_ faults: [PlanFault], _ style: Style) -> String {
    let count = HumanNumber.count(faults.count, "planned change")
    var text =
      "\(style(.removed, "error")): the API would refuse \(count); nothing was written\n"
    for fault in faults.prefix(shownFaults) {
      let field = fault.field.map { " \($0.name):" } ?? ""
      text += "  \(VisibleText.make(fault.rate)):\(field) \(VisibleText.make(fault.problem))\n"
    }
    if faults.count > shownFaults {
      text += "  … and \(HumanNumber.count(faults.count - shownFaults)) more\n"
    }
    return text
  }
}
