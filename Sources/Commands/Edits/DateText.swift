import FoundationEssentials

/// Points in time as people read them: `2026-03-01 09:30:05 UTC`.
enum DateText {
  static func make(_ date: Date) -> String {
    let text = date.formatted(Date.ISO8601FormatStyle())
    return text.replacing("T", with: " ").replacing("Z", with: " UTC")
  }

  /// `2026-03-01`, in UTC.
  static func day(_ date: Date) -> String { String(make(date).prefix { $0 != " " }) }
}
