import RateQL

/// Rows as one JSON array of objects, an object a line; `[]` where there is none.
actor JSONFormatter: RowFormatter {
  private let output: any TextOutput
  private var objects = JSONObjectWriter(names: [], spaced: true)
  private var writer = ByteWriter()
  private var isEmpty = true

  init(output: any TextOutput) {
    self.output = output
  }

  func begin(_ columns: [ResultColumn]) async throws {
    objects = JSONObjectWriter(names: columns.map(\.name), spaced: true)
    writer.append(UInt8(ascii: "["))
  }

  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws {
    try Task.checkCancellation()
    let sources = objects.sources(columns)
    for index in 0..<(selection?.count ?? count) {
      writer.append(isEmpty ? "\n  " : ",\n  ")
      isEmpty = false
      objects.append(selection.map { Int($0[index]) } ?? index, sources, to: &writer)
      if writer.isFull { try await output.write(writer.take()) }
    }
    try await output.write(writer.take())
  }

  func end(isCut: Bool) async throws {
    writer.append(isEmpty ? "]\n" : "\n]\n")
    try await output.write(writer.take())
    try await output.flush()
  }
}
