import PBXClient
import Rendering

/// One half of an exchange as `--trace` shows it, each line with the number of its request.
enum TraceText {
  static func draw(_ trace: PBXTrace) -> String {
    var lines: [String] = []
    let mark: String
    switch trace.event {
    case .sent(let method, let path):
      mark = ">"
      lines.append("\(method) \(path)")
    case .answered(let status, let after):
      mark = "<"
      lines.append("\(status) after \(milliseconds(after)) ms")
    case .failed(let reason, let after):
      mark = "!"
      lines.append("\(reason), after \(milliseconds(after)) ms")
    }
    lines += trace.headers.map { "  \($0.name): \($0.value)" }
    lines += trace.body?.split(whereSeparator: \.isNewline).map { "  \($0)" } ?? []
    return lines.map { "#\(trace.number) \(mark) \(VisibleText.make($0))" }.joined(separator: "\n")
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
  }
}
