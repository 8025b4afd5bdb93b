import RateQL
import Rendering
import TestSupport

/// Renders rows, handed over in batches of `batch` rows.
func render(
  _ format: OutputFormat, _ columns: [(String, ValueType)], _ rows: [[Value]],
  _ settings: RenderSettings = RenderSettings(), batch: Int = 7
) async throws -> String {
  let output = MemoryOutput()
  let formatter = format.formatter(writingTo: output, settings: settings)
  try await formatter.begin(columns.map { ResultColumn(name: $0.0, type: $0.1) })
  for start in stride(from: 0, to: rows.count, by: batch) {
    let part = rows[start..<min(start + batch, rows.count)]
    let made = columns.indices.map { index in
      var column = Column.empty(columns[index].1, scale: 5)
      for row in part { column.append(row[index]) }
      return column
    }
    try await formatter.rows(made, count: part.count, selection: nil)
  }
  try await formatter.end()
  return await output.text
}

func number(_ text: String) -> Value { ExactDecimal(text).map { .number($0) } ?? .null }

func percent(_ fraction: String) -> Value { ExactDecimal(fraction).map { .percent($0) } ?? .null }

func seconds(_ text: String) -> Value { ExactDecimal(text).map { .duration($0) } ?? .null }

/// Texts that trouble a renderer: wide, joined, invisible, controlling, quoted.
enum NastyText {
  static let pieces = [
    "a", "44", " ", "", "Zürich", "中国", "e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "❤️", "한국", "\u{1B}[2J", "\u{9B}31m",
    "\u{202E}gnp", "\n", "\r\n", "\t", "\"", ",", "'", "\\", "\u{0}", "\u{7F}", "\u{2028}", "\u{200B}",
    "=1+1",
    "ｆｕｌｌ", "…", "→", "\u{301}", "null", "\u{FEFF}", "क्ष", "\u{10FFFF}", ";", "\u{FE0F}", "\u{200D}",
  ]

  static func make(_ generator: inout SeededRandom, upTo count: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...count, using: &generator) {
      text += pieces.randomElement(using: &generator) ?? ""
    }
    return text
  }
}
