import RateQL

/// Rows as JSON objects, each on a line of its own, without an array around them.
actor NDJSONFormatter: RowFormatter {
  private let output: any TextOutput
  private var objects = JSONObjectWriter(names: [], spaced: false)
  private var writer = ByteWriter()

  init(output: any TextOutput) {
    self.output = output
  }

  func begin(_ columns: [ResultColumn]) async throws {
    objects = JSONObjectWriter(names: columns.map(\.name), spaced: false)
  }

  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws {
    try Task.checkCancellation()
    let sources = objects.sources(columns)
    for index in 0..<(selection?.count ?? count) {
      objects.append(selection.map { Int($0[index]) } ?? index, sources, to: &writer)
      writer.append(UInt8(ascii: "\n"))
      if writer.isFull { try await output.write(writer.take()) }
    }
    try await output.write(writer.take())
  }

  func end(isCut: Bool) async throws {
    try await output.write(writer.take())
    try await output.flush()
  }
}
