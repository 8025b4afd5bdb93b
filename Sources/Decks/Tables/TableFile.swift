package import RateQL

/// Tables out of files, for `load "FILE"`: CSV, TSV, JSON and NDJSON, by the name's ending.
///
/// Nothing is guessed: what doesn't fit is told, with its line and column, and then nothing is loaded.
package enum TableFile {
  /// - Parameter name: what messages call the file; `path` where it is nil.
  /// - Throws: ``RowSourceError`` with everything that is wrong, up to some count.
  package static func load(_ path: String, named name: String? = nil) throws(RowSourceError) -> LoadedTable {
    let name = name ?? path
    let format = try TableFormat(path: name)
    do throws(DeckError) {
      return try table(FileText.read(path, named: name), format, name)
    } catch {
      throw refusal(error, name)
    }
  }

  /// - Throws: ``RowSourceError`` with everything that is wrong, up to some count.
  package static func read(
    _ bytes: [UInt8], as format: TableFormat, named name: String
  ) throws(RowSourceError) -> LoadedTable {
    do throws(DeckError) {
      if let fault = FileText.fault(in: bytes) { throw DeckError(file: name, problems: [fault]) }
      let mark = bytes.starts(with: FileText.byteOrderMark) ? FileText.byteOrderMark.count : 0
      return try table(Array(bytes.dropFirst(mark)), format, name)
    } catch {
      throw refusal(error, name)
    }
  }

  private static func table(
    _ bytes: [UInt8], _ format: TableFormat, _ name: String
  ) throws(DeckError) -> LoadedTable {
    var problems = Problems()
    let raw =
      switch format {
      case .csv: CSVTable.read(bytes, separator: nil, &problems)
      case .tsv: CSVTable.read(bytes, separator: .tab, &problems)
      case .json: JSONTable.read(bytes, &problems)
      case .ndjson: JSONTable.read(lines: bytes, &problems)
      }
    var loaded = LoadedTable(columns: [], values: [], lines: raw.lines)
    for column in raw.columns {
      let typed = TypedColumn.read(column, lines: raw.lines, &problems)
      loaded.columns.append(ResultColumn(name: column.name, type: typed.type))
      loaded.values.append(typed.column)
    }
    try problems.check(file: name)
    return loaded
  }

  private static func refusal(_ error: DeckError, _ name: String) -> RowSourceError {
    let count = error.problems.count + error.untold
    if count == 1, let only = error.lines.first { return RowSourceError(only) }
    return RowSourceError(
      "`\(name)` can't be loaded: \(count) things are wrong in it", hints: error.lines)
  }
}
