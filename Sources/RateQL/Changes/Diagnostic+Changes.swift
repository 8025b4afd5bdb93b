/// What is said of a plan. Codes RQ4001 to RQ4999.
extension PlanFault: CustomStringConvertible {
  /// Said of every change that can't be carried out.
  public static let code = "RQ4001"

  /// `rate 44 (id b01): prefix: …`.
  public var description: String { "\(rate):\(field.map { " \($0.name):" } ?? "") \(problem)" }

  /// The fault as data of the one form; it speaks of a rate and has no place in the program.
  public var diagnostic: Diagnostic {
    Diagnostic(PlanFault.code, description, at: nil, hints: ["nothing was written"])
  }
}
