import RateQL
import Rendering

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

/// Numbers that are the same on every run with the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Texts that trouble a renderer: wide, joined, invisible, controlling, quoted.
enum NastyText {
  static let pieces = [
    "a", "44", " ", "", "Zürich", "中国", "e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "❤️", "한국", "\u{1B}[2J", "\u{9B}31m",
    "\u{202E}gnp", "\n", "\r\n", "\t", "\"", ",", "'", "\\", "\u{0}", "\u{7F}", "\u{2028}", "\u{200B}",
    "=1+1",
    "ｆｕｌｌ", "…", "→", "\u{301}", "null", "\u{FEFF}", "क्ष", "\u{10FFFF}", ";", "\u{FE0F}", "\u{200D}",
  ]

  static func make(_ generator: inout SeededGenerator, upTo count: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...count, using: &generator) {
      text += pieces.randomElement(using: &generator) ?? ""
    }
    return text
  }
}
