import FoundationEssentials
import PBXClient
import RateQL
import Rendering

/// A server's report, for people as a text that fits into a ticket, for programs as a table.
enum ReportText {
  static func write(
    _ report: ServerReport, to context: CommandContext, _ output: OutputOptions
  ) async throws {
    guard (output.format ?? .table) == .table else {
      return try await JournalTables.write(table(report), to: context, output)
    }
    try await context.output.write(draw(report, made: Date()))
    try await context.output.flush()
  }

  /// A line for each finding, under the part that it belongs to.
  static func draw(_ report: ServerReport, made: Date) -> String {
    var lines = ["\(VisibleText.make(report.server)), \(DateText.make(made)), RateQL \(Version.text)"]
    let width = report.findings.map(\.subject.count).max() ?? 0
    for part in ServerReport.Part.allCases {
      let findings = report.findings.filter { $0.part == part }
      guard !findings.isEmpty else { continue }
      lines += ["", part.rawValue]
      for finding in findings {
        let verdict = finding.verdict.rawValue.padding(7)
        lines.append("  \(verdict)  \(finding.subject.padding(width))  \(VisibleText.make(finding.text))")
      }
    }
    let notes = report.findings.count { $0.verdict == .note }
    let wrong = report.findings.count { $0.verdict == .wrong }
    lines.append("")
    if report.failure != nil {
      lines.append("It could not be examined to the end.")
    } else if wrong + notes == 0 {
      lines.append("Nothing stands in the way.")
    } else {
      lines.append(
        "Nothing stands in the way; \(HumanNumber.count(wrong + notes, "thing")) to know, marked `note`.")
    }
    lines.append("\(HumanNumber.count(report.requests, "request")), nothing written.")
    return lines.joined(separator: "\n") + "\n"
  }

  static func table(_ report: ServerReport) -> ResultTable {
    var table = ResultTable(
      columns: ["part", "subject", "verdict", "finding"].map { ResultColumn(name: $0, type: .text) })
    let findings = report.findings
    table.append(
      [
        .values(findings.map { .text($0.part.rawValue) }), .values(findings.map { .text($0.subject) }),
        .values(findings.map { .text($0.verdict.rawValue) }), .values(findings.map { .text($0.text) }),
      ], count: findings.count)
    return table
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
