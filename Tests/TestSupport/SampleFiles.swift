package import RateQL

/// The files that the examples of help and explanations name.
package struct SampleFiles: RowSource {
  package init() {}

  private static let scripts = [
    "common.rql": "let uk = rates | where prefix startswith \"44\"\n",
    "ring.rql": "include \"ring.rql\"\n",
  ]

  /// `deck.csv`: prefixes with a description and a price.
  package func load(_ path: String) throws(RowSourceError) -> LoadedTable {
    guard path == "deck.csv" else { throw RowSourceError("there is no file `\(path)`") }
    let rows: [(String, String, ExactDecimal)] = [
      ("44", "United Kingdom", ExactDecimal(fixed: 13, scale: 3)),
      ("447", "UK Mobile", ExactDecimal(fixed: 7, scale: 2)),
      ("33", "France", ExactDecimal(fixed: 2, scale: 2)),
    ]
    return LoadedTable(
      columns: [
        ResultColumn(name: "prefix", type: .text), ResultColumn(name: "description", type: .text),
        ResultColumn(name: "price_n", type: .decimal),
      ],
      values: [
        .values(rows.map { .text($0.0) }), .values(rows.map { .text($0.1) }),
        .values(rows.map { .number($0.2) }),
      ], lines: [2, 3, 4])
  }

  package func script(
    _ path: String, from includer: String
  ) throws(RowSourceError) -> (name: String, text: String) {
    guard let text = SampleFiles.scripts[path] else { throw RowSourceError("there is no file `\(path)`") }
    return (path, text)
  }

  package func checkSave(_ path: String, replacing: Bool) throws(RowSourceError) {
    if path == "deck.csv", !replacing { throw RowSourceError("`\(path)` exists already") }
  }

  package func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile {
    try checkSave(path, replacing: replacing)
    return ForgottenFile()
  }
}

/// A file that nothing is kept of.
private final class ForgottenFile: PendingFile {
  func begin(_ columns: [ResultColumn]) async throws(RowSourceError) {}
  func rows(_ columns: [Column], count: Int) async throws(RowSourceError) {}
  func publish() async throws(RowSourceError) {}
  func discard() async {}
}
