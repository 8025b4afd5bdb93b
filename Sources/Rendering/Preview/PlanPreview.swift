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
}
