import GRDB
import GRDBSQLite

/// A value on its way into SQLite. Texts keep every byte, NUL too: ids come from servers.
enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ integer: Int64?) { self = integer.map { .integer($0) } ?? .null }
}

extension Database {
  /// Runs a statement that gives no rows. It stays prepared.
  func run(_ sql: String, _ values: [SQLValue] = []) throws {
    try forEachRow(sql, values) { _ in }
  }

  /// - Throws: `DatabaseError` with SQLite's extended code, and what `body` throws.
  func forEachRow(_ sql: String, _ values: [SQLValue] = [], _ body: (RowView) throws -> Void) throws {
    let cached = try cachedStatement(sql: sql)
    let statement = cached.sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      let place = Int32(clamping: index + 1)
      let result =
        switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .text(let text): Database.bind(text, to: statement, at: place)
        }
      guard result == SQLITE_OK else { throw failure(cached.sql) }
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(RowView(statement: statement))
      case SQLITE_DONE: return
      default: throw failure(cached.sql)
      }
    }
  }

  func integer(_ sql: String, _ values: [SQLValue] = []) throws -> Int64? {
    var found: Int64?
    try forEachRow(sql, values) { found = $0.optionalInteger(0) }
    return found
  }

  private static func bind(_ text: String, to statement: OpaquePointer?, at place: Int32) -> Int32 {
    // SQLite copies the bytes before the call returns.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(statement, place, "", 0, transient)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, place, $0, Int32(clamping: bytes.count), transient)
      }
    }
  }

  private func failure(_ sql: String) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqliteConnection)),
      message: sqlite3_errmsg(sqliteConnection).map { String(cString: $0) }, sql: sql)
  }
}

/// The row that a statement stands on; valid until its next step.
struct RowView {
  fileprivate let statement: OpaquePointer?

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalInteger(_ column: Int32) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
  }

  func text(_ column: Int32) -> String { optionalText(column) ?? "" }

  func optionalText(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
