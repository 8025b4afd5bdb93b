package import RateQL

/// Draws why a run stopped.
package enum RunErrorText {
  /// How many faults of a plan are shown.
  private static let shownFaults = 20

  package static func draw(_ error: RunError, style: Style = .plain, width: Int? = nil) -> String {
    switch error {
    case .failed(let diagnostic), .assertion(let diagnostic), .limit(_, let diagnostic):
      return DiagnosticText.draw(diagnostic, style: style, width: width)
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
    let mark = style(.removed, "error[\(PlanFault.code)]")
    var text = "\(mark): \(count) can't be carried out; nothing was written\n"
    for fault in faults.prefix(shownFaults) {
      text += "  \(VisibleText.make(fault.description))\n"
    }
    if faults.count > shownFaults {
      text += "  … and \(HumanNumber.count(faults.count - shownFaults)) more\n"
    }
    return text
  }
}

extension DiagnosticJSON {
  /// Why a run stopped, an object for each fault; nothing where the reader of the results went away.
  package static func draw(_ error: RunError) -> String {
    switch error {
    case .failed(let diagnostic), .assertion(let diagnostic), .limit(_, let diagnostic): draw(diagnostic)
    case .invalidPlan(let faults): draw(faults.map(\.diagnostic))
    case .store(let error): draw("\(error)", severity: "error")
    case .cancelled: draw("interrupted", severity: "error")
    case .outputClosed: ""
    }
  }
}
