#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as HTTP and RFC 3339 write them, in UTC.
enum HTTPDate {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func text(_ date: Date) -> String {
    let parts = parts(date)
    let day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][max(0, (parts.weekday ?? 1) - 1) % 7]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = months[max(0, (parts.month ?? 1) - 1) % 12]
    return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 0) \(clock(parts)) GMT"
  }

  /// `1994-11-06T08:49:37Z`.
  static func internetText(_ date: Date) -> String {
    let parts = parts(date)
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))T\(clock(parts))Z"
  }

  private static func parts(_ date: Date) -> DateComponents {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
  }

  private static func clock(_ parts: DateComponents) -> String {
    "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
  }

  private static func two(_ number: Int?) -> String {
    let text = String(number ?? 0)
    return text.count < 2 ? "0" + text : text
  }
}
