import GRDB
import RateQL

/// Which rows answer a question, and in which order.
struct RowSelection {
  private let sql: String
  private let arguments: [FilterSQL.Argument]
  private let search: SearchText?

  /// - Throws: ``APIError`` (400) for a filter or an order that is none, with the place.
  init(_ request: ListRequest) throws(APIError) {
    var filter = FilterSQL()
    var condition = ""
    if let text = request.filter {
      do {
        condition = " WHERE \(filter.condition(try FilterParser.parse(text)))"
      } catch {
        throw .invalid("filter: \(error.message) (at character \(error.position))")
      }
    }
    var order = "row"
    if let text = request.order {
      do {
        order = FilterSQL.order(try OrderParser.parse(text))
      } catch {
        throw .invalid("orderby: \(error.message) (at character \(error.position))")
      }
    }
    search = request.search.map { SearchText($0) }
    let columns = search == nil ? "row" : "row, prefix, description"
    sql = "SELECT \(columns) FROM rates\(condition) ORDER BY \(order)"
    arguments = filter.arguments
  }

  func rows(in database: Database) throws -> [Int64] {
    // Not among the cached statements: every question has a text of its own.
    let statement = try database.makeStatement(sql: sql)
    var index: Int32 = 1
    for argument in arguments {
      switch argument {
      case .integer(let value): statement.bind(value, at: index)
      case .text(let text): statement.bind(text, at: index)
      }
      index += 1
    }
    var rows: [Int64] = []
    try statement.forEachRow { row in
      if search?.matches(row.text(1), row.text(2)) ?? true { rows.append(row.integer(0)) }
      return true
    }
    return rows
  }
}

/// Free text: a part of the prefix or the description, whatever the case of its letters.
struct SearchText {
  private let part: [UInt8]
  private let isASCII: Bool

  init(_ text: String) {
    part = Array(text.lowercased().utf8)
    isASCII = part.allSatisfy { $0 < 0x80 }
  }

  func matches(_ prefix: UnsafeBufferPointer<UInt8>, _ description: UnsafeBufferPointer<UInt8>) -> Bool {
    contains(prefix) || contains(description)
  }

  private func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !text.contains(where: { $0 >= 0x80 }) else {
      return SearchText.find(part, in: Array(String(decoding: text, as: UTF8.self).lowercased().utf8)) { $0 }
    }
    return isASCII && SearchText.find(part, in: text) { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  private static func find(
    _ part: [UInt8], in text: some RandomAccessCollection<UInt8>, fold: (UInt8) -> UInt8
  ) -> Bool {
    guard let first = part.first else { return true }
    var rest = text[...]
    while rest.count >= part.count {
      if let head = rest.first, fold(head) == first, zip(rest, part).allSatisfy({ fold($0) == $1 }) {
        return true
      }
      rest = rest.dropFirst()
    }
    return false
  }
}
