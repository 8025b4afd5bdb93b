import RateQL
import Rendering
import TestSupport

/// Runs a case over the sample table and gives every view of it.
struct CorpusRun {
  var views: [CorpusCase.View: String] = [:]

  init(_ testCase: CorpusCase) async throws {
    let source = testCase["source"] ?? ""
    let store = ListingStore()
    let files = CaseFiles(testCase)
    let session = Session(store: store, compiler: Compiler(files: files))
    let program: CheckedProgram
    do throws(ProgramErrors) {
      program = try session.check(session.parse(Source(name: "case", text: source)))
    } catch {
      views[.diagnostics] = DiagnosticText.draw(error.diagnostics)
      return
    }
    let output = MemoryOutput()
    let sink = FormattingSink(
      output: output, messages: output, format: .csv, settings: RenderSettings())
    do {
      views[.plan] = CorpusRun.text(try await session.run(program, sink: sink))
    } catch let error as RunError {
      views[.error] = RunErrorText.draw(error)
    }
    views[.saved] = files.savedText
    views[.result] = await output.text
    views[.asked] = store.requests.map(CorpusRun.text).joined(separator: "\n") + "\n"
  }

  private static func text(_ plan: ChangePlan) -> String {
    var lines = plan.changes.map { change in
      let fields = change.changedFields.map { field in
        let (before, after) = (change.before?[field], change.after?[field])
        switch change.kind {
        case .create: return "\(field.name) = \(after ?? .null)"
        case .delete: return "\(field.name) = \(before ?? .null)"
        case .update: return "\(field.name) \(before.map(\.description) ?? "unknown") -> \(after ?? .null)"
        }
      }
      return "\(change.kind.rawValue) \((change.before ?? change.after)?.prefix ?? "?"): "
        + fields.joined(separator: ", ")
    }
    if plan.unchangedCount > 0 { lines.append("unchanged: \(plan.unchangedCount)") }
    if plan.roundedCount > 0 { lines.append("rounded: \(plan.roundedCount)") }
    if let billing = plan.billing { lines.append("billing: \(billing.before) -> \(billing.after)") }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func text(_ request: ScanRequest) -> String {
    var parts = [request.predicate.map(text) ?? "all rates"]
    if !request.order.isEmpty {
      parts.append(
        "order \(request.order.map { "\($0.field.name)\($0.descending ? " desc" : "")" }.joined(separator: ", "))"
      )
    }
    if request.skip > 0 { parts.append("skip \(request.skip)") }
    if let limit = request.limit { parts.append("top \(limit)") }
    return parts.joined(separator: "; ")
  }

  private static func text(_ predicate: StorePredicate) -> String {
    switch predicate {
    case .and(let parts): "(" + parts.map(text).joined(separator: " and ") + ")"
    case .or(let parts): "(" + parts.map(text).joined(separator: " or ") + ")"
    case .compare(let field, let comparison, let value): "\(field.name) \(comparison.rawValue) \(value)"
    case .text(let field, let test, let text): "\(test.rawValue)(\(field.name), \(text))"
    }
  }
}
