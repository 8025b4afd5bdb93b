package import BulkEdit
package import RateQL
import Rendering

/// What is said of an undo before it is shown.
package enum UndoText {
  /// How many of the rates that are left alone are named.
  private static let named = 20

  package static func lines(_ undo: UndoPlan) -> [String] {
    let run = undo.run.id
    guard undo.chosen > 0 else {
      let changes = HumanNumber.count(undo.applied, "change")
      return ["the condition of --only chooses none of the \(changes) that run \(run) made"]
    }
    var lines: [String] = []
    if undo.undone > 0 {
      let verb = undo.undone == 1 ? "is" : "are"
      lines.append("\(HumanNumber.count(undo.undone, "change")) of run \(run) \(verb) taken back already")
    }
    guard !undo.conflicts.isEmpty else { return lines }
    let count = undo.conflicts.count
    lines.append(
      "\(HumanNumber.count(count, "change")) of run \(run) can't be taken back, and \(count == 1 ? "is" : "are") "
        + "left alone:")
    lines += undo.conflicts.prefix(named).map { "  \($0.step.label): \(ApplyReport.reason($0))" }
    if count > named { lines.append("  … and \(HumanNumber.count(count - named)) more") }
    return lines
  }

  /// The amount that `--connect-fee` is given; nil for one that the API does not take as it is.
  package static func connectFee(_ text: String) -> ExactDecimal? {
    guard let fee = ExactDecimal(text), FieldValue.problem(.number(fee), of: .connectFee) == nil else {
      return nil
    }
    return fee
  }

  package static func refusedFee(_ text: String) -> String {
    "--connect-fee takes an amount from 0 up with at most five digits after the point, such as 0.05, "
      + "not `\(text)`"
  }
}
