import Decks
import RateQL
import Rendering
import Synchronization

/// The files of a case: its `file NAME` sections, and what its program saves.
final class CaseFiles: RowSource {
  private let files: [String: String]
  private let saved = Mutex<[(name: String, text: String)]>([])

  init(_ testCase: CorpusCase) {
    let sections = testCase.sections.filter { $0.name.hasPrefix("file ") }
    files = Dictionary(
      sections.map { (String($0.name.dropFirst("file ".count)), $0.text) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What was saved and published, file by file.
  var savedText: String? {
    let saved = saved.withLock { $0 }
    return saved.isEmpty ? nil : saved.map { "--- \($0.name)\n\($0.text)" }.joined()
  }

  private func text(_ path: String) throws(RowSourceError) -> String {
    guard let text = files[path] else { throw RowSourceError("there is no file `\(path)`") }
    return text
  }

  func load(_ path: String) throws(RowSourceError) -> LoadedTable {
    try TableFile.read(Array(try text(path).utf8), as: TableFormat(path: path), named: path)
  }

  func script(_ path: String, from includer: String) throws(RowSourceError) -> (name: String, text: String) {
    (path, try text(path))
  }

  func checkSave(_ path: String, replacing: Bool) throws(RowSourceError) {
    if files[path] != nil, !replacing { throw RowSourceError("`\(path)` exists already") }
  }

  func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile {
    try checkSave(path, replacing: replacing)
    return CaseFile { text in self.saved.withLock { $0.append((path, text)) } }
  }
}

/// A file that a case saves, as CSV.
private final class CaseFile: PendingFile {
  private let output = MemoryOutput()
  private let sink: Mutex<FormattingSinkBox>
  private let done: @Sendable (String) -> Void

  init(done: @escaping @Sendable (String) -> Void) {
    self.done = done
    let sink = FormattingSink(
      output: output, messages: output, format: .csv, settings: RenderSettings())
    self.sink = Mutex(FormattingSinkBox(sink))
  }

  private var inner: FormattingSink { sink.withLock { $0.sink } }

  func begin(_ columns: [ResultColumn]) async throws(RowSourceError) {
    do { try await inner.begin(columns) } catch { throw RowSourceError("\(error)") }
  }

  func rows(_ columns: [Column], count: Int) async throws(RowSourceError) {
    do { _ = try await inner.rows(columns, count: count) } catch { throw RowSourceError("\(error)") }
  }

  func publish() async throws(RowSourceError) {
    do { try await inner.end() } catch { throw RowSourceError("\(error)") }
    done(await output.text)
  }

  func discard() async {}
}

/// One task uses a file at a time.
private struct FormattingSinkBox: @unchecked Sendable {
  let sink: FormattingSink

  init(_ sink: FormattingSink) { self.sink = sink }
}
