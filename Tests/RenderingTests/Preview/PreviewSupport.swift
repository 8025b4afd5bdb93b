import RateQL
import Rendering

/// A whole rate's values, with the usual ones where nothing else is said.
func rate(_ prefix: String, _ values: [RateField: Value] = [:]) -> [RateField: Value] {
  let usual: [RateField: Value] = [
    .prefix: .text(prefix), .type: .symbol("MOBILE"), .freeSeconds: .int(0), .gracePeriod: .int(0),
    .interval1: .int(60), .intervalN: .int(60), .postcallSurcharge: percent("0.01"),
    .price1: number("0.02"), .priceN: number("0.01"), .description: .text("UK mobile"),
  ]
  return usual.merging(values) { $1 }
}

func change(
  _ kind: PreviewChange.Kind, id: String?, before: [RateField: Value]?, after: [RateField: Value]?
) -> PreviewChange {
  let prefix = (before ?? after)?[.prefix]?.string ?? ""
  func record(_ values: [RateField: Value]) -> RateRecord {
    var record = RateRecord()
    for (field, value) in values { record[field] = value }
    return record
  }
  return PreviewChange(
    kind: kind, id: id, prefix: prefix, before: before.map(record), after: after.map(record))
}

func preview(
  _ model: PreviewModel, _ format: OutputFormat = .table, _ settings: RenderSettings = RenderSettings()
) async throws -> String {
  let output = MemoryOutput()
  try await PlanPreview(output: output, settings: settings).write(model, as: format)
  return await output.text
}
