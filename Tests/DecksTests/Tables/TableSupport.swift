import RateQL
import Testing

@testable import Decks

/// A table as tests compare it.
struct Loaded {
  let names: [String]
  let types: [ValueType]
  let rows: [[Value]]
  let lines: [Int]
  let table: LoadedTable

  init(_ text: String, _ format: TableFormat = .csv) throws {
    try self.init(Array(text.utf8), format)
  }

  init(_ bytes: [UInt8], _ format: TableFormat = .csv) throws {
    table = try TableFile.read(bytes, as: format, named: "deck.\(format)")
    names = table.columns.map(\.name)
    types = table.columns.map(\.type)
    lines = table.lines
    let values = table.values
    rows = table.lines.indices.map { row in values.map { $0[row] } }
  }
}

/// Everything that is said about a file that can't be loaded, a line each.
func refusal(_ bytes: [UInt8], _ format: TableFormat = .csv) throws -> [String] {
  let error = try #require(throws: RowSourceError.self) { try Loaded(bytes, format) }
  return [error.problem] + error.hints
}

func refusal(_ text: String, _ format: TableFormat = .csv) throws -> [String] {
  try refusal(Array(text.utf8), format)
}

func number(_ text: String) throws -> Value { .number(try #require(ExactDecimal(text))) }

func percent(_ fraction: String) throws -> Value { .percent(try #require(ExactDecimal(fraction))) }
