package import RateQL

/// The forms in which tables are read and written, told by how a file's name ends.
package enum TableFormat: Sendable, Hashable, CaseIterable {
  case csv, tsv, json, ndjson

  /// - Throws: ``RowSourceError`` for an ending that names none of them.
  package init(path: String) throws(RowSourceError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let ending = parts.count > 1 ? parts.last.map { $0.lowercased() } ?? "" : ""
    switch ending {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    default: throw RowSourceError(TableFormat.reason(path, ending), hints: [TableFormat.advice(ending)])
    }
  }

  private static func reason(_ path: String, _ ending: String) -> String {
    switch ending {
    case "xlsx", "xls", "xlsm", "ods": "`\(path)` is a spreadsheet, which can't be read or written here"
    case "gz", "zip", "bz2", "xz", "zst": "`\(path)` is compressed"
    case "": "the name `\(path)` has no ending that tells what the file holds"
    default: "files that end in `.\(ending)` can't be read or written: `\(path)`"
    }
  }

  private static func advice(_ ending: String) -> String {
    switch ending {
    case "xlsx", "xls", "xlsm", "ods": "in the spreadsheet, save the sheet as CSV (UTF-8)"
    case "gz", "zip", "bz2", "xz", "zst": "unpack it first"
    default: "the name should end in .csv, .tsv, .json or .ndjson"
    }
  }
}
