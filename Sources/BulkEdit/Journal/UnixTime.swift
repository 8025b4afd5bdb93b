import RateQL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A point in time as the journal keeps it: whole milliseconds since 1970, UTC.
package struct UnixTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// By the system's clock, which may be set.
  package static var now: UnixTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package static func < (a: UnixTime, b: UnixTime) -> Bool { a.milliseconds < b.milliseconds }

  package func since(_ earlier: UnixTime) -> Duration {
    .milliseconds(milliseconds.subtractingReportingOverflow(earlier.milliseconds).partialValue)
  }

  package func advanced(by duration: Duration) -> UnixTime {
    let (seconds, rest) = duration.components
    let (moved, overflow) = milliseconds.addingReportingOverflow(
      seconds.multipliedReportingOverflow(by: 1000).partialValue + rest / 1_000_000_000_000_000)
    return UnixTime(milliseconds: overflow ? milliseconds : moved)
  }

  /// `2026-03-01 09:30:05 UTC`.
  package var description: String {
    let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    let ofDay = ((seconds % 86_400) + 86_400) % 86_400
    guard let date = CalendarDate(day: Int((seconds - ofDay) / 86_400)) else { return "\(milliseconds) ms" }
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(date) \(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60)) UTC"
  }
}
