import RateQL
import Rendering

/// Everything that a case's program says of the rates: its tables, prints, planned changes, files and error.
struct CaseAnswer: Sendable, Hashable {
  /// One for each table and for each other thing, as lines.
  var parts: [[String]] = []

  /// The same, however the rows of each table stand.
  var unordered: [[String]] { parts.map { $0.sorted() } }

  /// - Parameter program: the case's program, checked once for all stores.
  init(_ testCase: CorpusCase, _ program: CheckedProgram, on store: any RateStore) async throws {
    let files = CaseFiles(testCase)
    let session = Session(store: store, compiler: Compiler(files: files))
    let collector = ResultCollector()
    var changes: [String] = []
    var error: [String] = []
    do {
      let plan = try await session.run(program, sink: collector)
      changes = plan.changes.map(CaseAnswer.line)
      if let billing = plan.billing { changes.append("billing: \(billing.before) -> \(billing.after)") }
    } catch let failure as RunError {
      error = [RunErrorText.draw(failure)]
    }
    // What was shown before an error depends on how far pages had come.
    parts = error.isEmpty ? collector.tables.map(CaseAnswer.lines) + [collector.printed, changes] : [error]
    parts.append(files.savedText.map { [$0] } ?? [])
  }

  private static func lines(_ table: ResultTable) -> [String] {
    [table.columns.map(\.name).joined(separator: ",")]
      + table.map { row in row.values.map(\.description).joined(separator: ",") }
  }

  private static func line(_ change: Change) -> String {
    let fields = change.changedFields.map { field in
      "\(field.name) \(change.before?[field] ?? .null) -> \(change.after?[field] ?? .null)"
    }
    return "\(change.kind.rawValue) \(change.id ?? "new"): \(fields.joined(separator: ", "))"
  }

  /// The first line in which it differs from what was expected, for a message.
  func difference(from expected: CaseAnswer) -> String {
    let (mine, theirs) = (parts.flatMap { $0 }, expected.parts.flatMap { $0 })
    for place in 0..<max(mine.count, theirs.count) {
      let (here, there) = (CaseAnswer.at(place, mine), CaseAnswer.at(place, theirs))
      if here != there { return "\(here) instead of \(there)" }
    }
    return "other parts"
  }

  private static func at(_ place: Int, _ lines: [String]) -> String {
    place < lines.count ? "`\(lines[place].replacing("\n", with: " / "))`" : "no more"
  }
}

extension CorpusCase {
  /// Its program; nil where it can't be run at all.
  func checkedProgram() -> CheckedProgram? {
    let compiler = Compiler(files: CaseFiles(self))
    return try? compiler.check(compiler.parse(Source(name: "case", text: self["source"] ?? "")))
  }
}
