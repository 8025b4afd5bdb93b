import RateQL
import Rendering
import TestSupport

/// Runs a case over the sample table and gives every view of it.
struct CorpusRun {
  var views: [CorpusCase.View: String] = [:]

  /// - Parameter isSyntaxOnly: the program is neither checked nor run.
  init(
    _ testCase: CorpusCase, isSyntaxOnly: Bool = false, format: OutputFormat = .csv, width: Int? = nil
  ) async throws {
    let source = testCase["source"] ?? ""
    addSyntax(source)
    if isSyntaxOnly { return }
    let store = CorpusRun.store(testCase)
    let files = CaseFiles(testCase)
    let session = Session(store: store, compiler: Compiler(files: files))
    let program: CheckedProgram
    do throws(ProgramErrors) {
      program = try session.check(session.parse(Source(name: "case", text: source)))
    } catch {
      views[.diagnostics] = DiagnosticText.draw(error.diagnostics)
      return
    }
    views[.types] = TypeText.of(program)
    let output = MemoryOutput()
    let sink = FormattingSink(
      output: output, messages: output, format: format, settings: RenderSettings(width: width))
    do {
      views[.plan] = CorpusRun.text(try await session.run(program, sink: sink))
    } catch let error as RunError {
      views[.error] = RunErrorText.draw(error)
    }
    views[.saved] = files.savedText
    views[.result] = await output.text
    if testCase[CorpusCase.View.shown.rawValue] != nil {
      views[.shown] = try await CorpusRun.shown(source, files, CorpusRun.store(testCase))
    }
    views[.asked] = store.requests.map(CorpusRun.text).joined(separator: "\n") + "\n"
  }

  /// The sample table, without the connect fees of the prefixes that the case hides.
  private static func store(_ testCase: CorpusCase) -> ListingStore {
    let hidden = Set((testCase["hidden"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    let rates = SampleRates.all.map { rate in
      var rate = rate
      if hidden.contains(rate.prefix ?? "") { rate[.connectFee] = nil }
      return rate
    }
    return ListingStore(InMemoryRateStore(name: "sample", records: rates))
  }

  /// The same as people see it, in a terminal of 80 columns.
  private static func shown(
    _ source: String, _ files: CaseFiles, _ store: ListingStore
  ) async throws -> String {
    let session = Session(store: store, compiler: Compiler(files: files))
    let output = MemoryOutput()
    let sink = FormattingSink(
      output: output, messages: output, format: .table, settings: RenderSettings(width: 80))
    let parsed = session.parse(Source(name: "case", text: source))
    _ = try await session.run(try session.check(parsed), sink: sink)
    return await output.text
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
