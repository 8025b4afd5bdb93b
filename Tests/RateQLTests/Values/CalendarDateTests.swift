import RateQL
import Testing

@Suite("Calendar dates")
struct CalendarDateTests {
  @Test("every day of the calendar has its number and its text")
  func roundTrip() throws {
    var expected = CalendarDate.first.day
    for year in 1...9_999 {
      for month in 1...12 {
        let days = CalendarDate.days(of: month, in: year)
        // The first and the last of a month: all between follow.
        for day in [1, days] {
          let date = try #require(CalendarDate(year: year, month: month, day: day))
          guard date.day == expected + Int32(day - 1), date.parts == (year, month, day),
            // Each century's turn, and every eleventh year.
            year % 100 > 1 && year % 11 > 0 || CalendarDate(date.description) == date
          else {
            Issue.record("\(year)-\(month)-\(day) became \(date), day \(date.day)")
            return
          }
        }
        expected += Int32(days)
      }
    }
    #expect(expected == CalendarDate.last.day + 1)
  }

  @Test("known days")
  func known() {
    #expect(CalendarDate("1970-01-01")?.day == 0)
    #expect(CalendarDate("2000-02-29")?.day == 11_016)
    #expect(CalendarDate("0001-01-01") == .first)
    #expect(CalendarDate("9999-12-31") == .last)
  }

  @Test(
    "what is no day",
    arguments: [
      "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-04-31", "2026-01-00", "0000-01-01",
      "2026-1-01", "20260101", "2026/01/01", "2026-01-01 ", "", "２０２６-01-01",
    ])
  func impossible(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test("the calendar ends at both sides")
  func ends() {
    #expect(CalendarDate(day: Int(CalendarDate.last.day) + 1) == nil)
    #expect(CalendarDate(day: Int(CalendarDate.first.day) - 1) == nil)
    #expect(CalendarDate(day: .max) == nil)
  }
}
