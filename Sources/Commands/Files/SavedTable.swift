import Decks
import RateQL
import Rendering

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of a `save`, written by the formatter that results are shown with.
actor SavedTable: PendingFile {
  /// For everyone to read, as far as the user's mask allows.
  private static let mode: mode_t = 0o644

  private let name: String
  private let file: NewFile
  private let formatter: any RowFormatter
  private var hasBegun = false

  /// - Parameters:
  ///   - name: what messages call the file.
  ///   - place: its path.
  init(
    _ name: String, at place: String, as format: TableFormat, replacing: Bool, excelSafe: Bool
  ) throws(RowSourceError) {
    self.name = name
    do throws(NewFile.Fault) {
      file = try NewFile(place, replaces: replacing, mode: SavedTable.mode)
    } catch {
      throw RowSourceError(error, name)
    }
    formatter = OutputFormat(format).formatter(
      writingTo: file, settings: RenderSettings(excelSafe: excelSafe))
  }

  func begin(_ columns: [ResultColumn]) async throws {
    hasBegun = true
    try await named { try await formatter.begin(columns) }
  }

  func rows(_ columns: [Column], count: Int) async throws {
    try await named { try await formatter.rows(columns, count: count, selection: nil) }
  }

  func publish() async throws(RowSourceError) {
    do {
      if !hasBegun { try await begin([]) }
      try await named {
        try await formatter.end()
        try await file.finish()
      }
    } catch let error as RowSourceError {
      throw error
    } catch {
      throw RowSourceError("`\(name)` was not written: it was interrupted")
    }
  }

  func discard() async { await file.discard() }

  private func named(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as NewFile.Fault {
      throw RowSourceError(error, name)
    } catch OutputError.failed(_, let reason) {
      throw RowSourceError("`\(name)` can't be written: \(reason)")
    }
  }
}

extension OutputFormat {
  init(_ format: TableFormat) {
    switch format {
    case .csv: self = .csv
    case .tsv: self = .tsv
    case .json: self = .json
    case .ndjson: self = .ndjson
    }
  }
}
