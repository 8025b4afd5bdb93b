import GRDB
import RateQL

extension RateTable {
  /// A page of the list as the contract has it: `{"count":…,"items":[…]}`.
  ///
  /// - Throws: ``APIError`` (400) for a filter or an order that is none.
  func page(_ request: ListRequest) throws -> JSONWriter {
    let rows = try rows(for: request)
    var writer = JSONWriter(capacity: 32 * 1024)
    writer.raw("{\"count\":")
    writer.integer(Int64(rows.count))
    writer.raw(",\"items\":[")
    let start = min(request.skip, rows.count)
    let wanted = rows[start..<min(start + request.top, rows.count)]
    var isFirst = true
    try forEachRate(wanted, fromAll: request.question.isAll) { rate in
      if !isFirst { writer.raw(",") }
      isFirst = false
      RateTable.write(rate, listed: true, to: &writer)
    }
    writer.raw("]}")
    return writer
  }

  /// One rate whole, `connect_fee` too.
  ///
  /// - Throws: ``APIError`` (404) where there is none.
  func rate(id: String) throws -> JSONWriter {
    var writer = JSONWriter(capacity: 512)
    var found = false
    try queue.inDatabase { database in
      let statement = try database.cachedStatement(
        sql: "SELECT \(TableSchema.columns) FROM rates WHERE id = ?")
      statement.bind(id, at: 1)
      try statement.forEachRow { rate in
        RateTable.write(rate, listed: false, to: &writer)
        found = true
        return true
      }
    }
    guard found else { throw APIError.noRate(id) }
    return writer
  }

  /// Every rate as CSV, in the order of creation, money as in JSON. The ids stay out: they are the server's.
  func export() throws -> JSONWriter {
    var writer = JSONWriter(capacity: 1 << 20)
    writer.raw("prefix,type,free_seconds,grace_period,interval_1,interval_n,connect_fee,")
    writer.raw("postcall_surcharge,price_1,price_n,description\r\n")
    try forEachRate(try rowsOfAll()[...], fromAll: true) { rate in
      for field in RateField.writable {
        if field != .prefix { writer.raw(",") }
        let column = Int32(field.rawValue)
        switch field.fractionDigits {
        case nil: writer.cell(utf8: rate.text(column))
        case 0: writer.integer(rate.integer(column))
        default: writer.money(rate.integer(column))
        }
      }
      writer.raw("\r\n")
    }
    return writer
  }

  /// The rows of all pages of the list, in order.
  private func rows(for request: ListRequest) throws -> [Int64] {
    let question = request.question
    guard !question.isAll else { return try rowsOfAll() }
    try noticeForeignChanges()
    if let rows = questions.rows(for: question) { return rows }
    let selection = try RowSelection(request)
    let rows = try queue.inDatabase { database in try selection.rows(in: database) }
    questions.keep(rows, for: question)
    return rows
  }

  /// Hands over the rates of `rows`, a page of them, in order. A part of the list of all is read as one range of
  /// the table; `OFFSET` would walk over all that is skipped.
  private func forEachRate(
    _ rows: ArraySlice<Int64>, fromAll: Bool, _ body: (RowView) -> Void
  ) throws {
    guard let first = rows.first, let last = rows.last else { return }
    try queue.inDatabase { database in
      let statement: GRDB.Statement
      if fromAll {
        statement = try database.cachedStatement(
          sql: "SELECT \(TableSchema.columns) FROM rates WHERE row BETWEEN ? AND ? ORDER BY row")
        statement.bind(first, at: 1)
        statement.bind(last, at: 2)
      } else {
        statement = try database.cachedStatement(sql: RateTable.lookups[rows.count])
        for (index, row) in rows.enumerated() { statement.bind(row, at: Int32(index + 1)) }
      }
      try statement.forEachRow { rate in
        body(rate)
        return true
      }
    }
  }

  /// Looks up so many rows in the order in which they are bound: SQLite never turns a CROSS JOIN round.
  private static let lookups = (0...ListRequest.mostRows).map { count in
    let places = repeatElement("(?)", count: count).joined(separator: ", ")
    return
      "SELECT \(TableSchema.columns) FROM (VALUES \(places)) AS page CROSS JOIN rates ON row = page.column1"
  }

  /// Fields in the contract's order; blank ones as explicit null.
  private static func write(_ rate: RowView, listed: Bool, to writer: inout JSONWriter) {
    writer.raw("{\"id\":")
    writer.string(utf8: rate.text(0))
    writer.raw(",\"prefix\":")
    writer.string(utf8: rate.text(1))
    writer.raw(",\"type\":")
    writer.string(utf8: rate.text(2))
    writer.raw(",\"free_seconds\":")
    writer.integer(rate.integer(3))
    writer.raw(",\"grace_period\":")
    writer.integer(rate.integer(4))
    writer.raw(",\"interval_1\":")
    writer.integer(rate.integer(5))
    writer.raw(",\"interval_n\":")
    writer.integer(rate.integer(6))
    if !listed {
      writer.raw(",\"connect_fee\":")
      writer.money(rate.integer(7))
    }
    writer.raw(",\"postcall_surcharge\":")
    writer.money(rate.integer(8))
    writer.raw(",\"price_1\":")
    writer.money(rate.integer(9))
    writer.raw(",\"price_n\":")
    writer.money(rate.integer(10))
    writer.raw(",\"description\":")
    if rate.isNull(11) { writer.raw("null") } else { writer.string(utf8: rate.text(11)) }
    writer.raw("}")
  }
}
