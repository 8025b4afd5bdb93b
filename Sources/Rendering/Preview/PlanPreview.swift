/// Shows what a plan would do, for people as a table, for programs as data.
package struct PlanPreview: Sendable {
  private let output: any TextOutput
  private let settings: RenderSettings

  package init(output: any TextOutput, settings: RenderSettings = RenderSettings()) {
    self.output = output
    self.settings = settings
  }

  /// Writes the whole preview and flushes the output. The table shows the first changes and sums up;
  /// the data formats hold every change with all its fields.
  package func write(_ model: PreviewModel, as format: OutputFormat) async throws {
    switch format {
    case .table: try await output.write(PreviewTable(model, settings).bytes())
    case .csv, .tsv: try await PreviewCSV(cells: format.csvCells(settings)).write(model, to: output)
    case .json: try await PreviewJSON(isArray: true).write(model, to: output)
    case .ndjson: try await PreviewJSON(isArray: false).write(model, to: output)
    }
    try await output.flush()
  }

  /// Writes what the plan comes to, without its changes: how many of each kind, how far prices move and which
  /// move farthest. JSON has it as one object, the other data formats a row for each figure.
  package func writeSummary(_ model: PreviewModel, as format: OutputFormat) async throws {
    switch format {
    case .table: try await output.write(PreviewTable(model, settings).sums())
    case .json: try await output.write(PreviewSummary(model).json())
    case .csv, .tsv, .ndjson:
      let rows = PreviewSummary(model).rows()
      let columns = PreviewSummary.columns
      let formatter = format.formatter(writingTo: output, settings: settings)
      try await formatter.begin(columns)
      try await formatter.rows(
        columns.indices.map { index in .values(rows.map { $0[index] }) }, count: rows.count, selection: nil)
      try await formatter.end()
    }
    try await output.flush()
  }
}
