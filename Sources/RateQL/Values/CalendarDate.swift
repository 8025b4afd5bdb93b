/// A day of the Gregorian calendar, of the years 0001 to 9999; it has no time and no time zone.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  public let day: Int32

  public static let first = CalendarDate(unchecked: -719_162)
  public static let last = CalendarDate(unchecked: 2_932_896)
  package static let secondsOfDay = 86_400

  private init(unchecked day: Int32) { self.day = day }

  /// Nil outside the years 0001 to 9999.
  public init?(day: Int) {
    guard day >= Int(CalendarDate.first.day), day <= Int(CalendarDate.last.day) else { return nil }
    self.day = Int32(day)
  }

  /// Nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CalendarDate.days(of: month, in: year)
    else { return nil }
    // Years start in March here, so that the day that may be missing is their last.
    let shifted = month > 2 ? year : year - 1
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(unchecked: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.day < b.day }

  public static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// How many days a month has.
  public static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var parts: (year: Int, month: Int, day: Int) {
    let days = Int(day) + 719_468
    let (era, dayOfEra) = (days / 146_097, days % 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension CalendarDate: LosslessStringConvertible {
  /// ISO 8601: `2026-03-01`.
  public var description: String {
    let (year, month, day) = parts
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Reads `2026-03-01`; nil for every other form, and where there is no such day.
  public init?(_ text: String) {
    self.init(utf8: Array(text.utf8)[...])
  }

  package init?(utf8 bytes: ArraySlice<UInt8>) {
    guard CalendarDate.hasForm(bytes) else { return nil }
    func number(_ places: Range<Int>) -> Int {
      bytes.dropFirst(places.lowerBound).prefix(places.count).reduce(0) {
        $0 * 10 + Int($1 - UInt8(ascii: "0"))
      }
    }
    self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  }

  /// Whether the bytes are four, two and two digits with dashes between.
  package static func hasForm(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 10
      && bytes.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7
          ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }
}
