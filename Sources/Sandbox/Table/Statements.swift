import GRDB
import GRDBSQLite

/// Prepared statements bound and read without copies in between, and with every byte of a text, NUL too.
extension Statement {
  func bind(_ value: Int64, at index: Int32) {
    sqlite3_bind_int64(sqliteStatement, index, value)
  }

  func bind(_ text: String, at index: Int32) {
    // SQLite copies the bytes before the call returns.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    text.withCString { bytes in
      _ = sqlite3_bind_text(sqliteStatement, index, bytes, Int32(clamping: text.utf8.count), transient)
    }
  }

  func bindNull(at index: Int32) {
    sqlite3_bind_null(sqliteStatement, index)
  }

  func bind(_ value: RateFields.Stored, at index: Int32) {
    switch value {
    case .null: bindNull(at: index)
    case .integer(let number): bind(number, at: index)
    case .text(let text): bind(text, at: index)
    }
  }

  /// Runs the statement and hands over its rows; `body` ends it early with false.
  ///
  /// - Throws: `DatabaseError` with SQLite's extended code.
  func forEachRow(_ body: (RowView) -> Bool) throws {
    defer { sqlite3_reset(sqliteStatement) }
    while true {
      switch sqlite3_step(sqliteStatement) {
      case SQLITE_ROW:
        guard body(RowView(statement: sqliteStatement)) else { return }
      case SQLITE_DONE: return
      default:
        let handle = sqlite3_db_handle(sqliteStatement)
        throw DatabaseError(
          resultCode: ResultCode(rawValue: sqlite3_extended_errcode(handle)),
          message: sqlite3_errmsg(handle).map { String(cString: $0) }, sql: sql)
      }
    }
  }

  /// Runs a statement that gives no rows.
  func run() throws {
    try forEachRow { _ in true }
  }
}

/// The row that a statement stands on; valid until its next step.
struct RowView {
  fileprivate let statement: OpaquePointer

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// The bytes of a text; empty for null.
  func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    guard let bytes = sqlite3_column_text(statement, column) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
  }

  func string(_ column: Int32) -> String { String(decoding: text(column), as: UTF8.self) }
}
