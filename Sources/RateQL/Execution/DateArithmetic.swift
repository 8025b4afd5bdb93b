/// What `+` and `-` do with dates.
enum DateArithmetic {
  /// Nil where neither side is a date.
  ///
  /// - Throws: where a date would move by part of a day, or out of the calendar.
  static func apply(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: Span
  ) throws(RunError) -> Value? {
    switch (operation, a, b) {
    case (.subtract, .date(let x), .date(let y)):
      let days = Int128(x.day) - Int128(y.day)
      let seconds = days * Int128(CalendarDate.secondsOfDay)
      return .duration(ExactDecimal(significand: seconds, scale: 0))
    case (.add, .date(let date), .duration(let time)), (.add, .duration(let time), .date(let date)):
      return .date(try moved(date, by: time, forward: true, at: span))
    case (.subtract, .date(let date), .duration(let time)):
      return .date(try moved(date, by: time, forward: false, at: span))
    default: return nil
    }
  }

  private static func moved(
    _ date: CalendarDate, by time: ExactDecimal, forward: Bool, at span: Span
  ) throws(RunError) -> CalendarDate {
    let day = ExactDecimal(CalendarDate.secondsOfDay)
    guard let rest = try? time.remainder(dividingBy: day), rest.isZero else {
      throw .failed(.partOfDay(time, at: span))
    }
    guard let seconds = time.integer, let days = Int(exactly: seconds / Int64(CalendarDate.secondsOfDay)),
      let moved = CalendarDate(day: Int(date.day) + (forward ? days : -days))
    else { throw .failed(.outsideCalendar(at: span)) }
    return moved
  }
}

extension Diagnostic {
  fileprivate static func partOfDay(_ time: ExactDecimal, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3021", "a date moves by whole days, and \(Seconds.text(time)) is not", at: span,
      hints: ["a day is 24 hours: `2026-03-01 + 7d`"])
  }

  fileprivate static func outsideCalendar(at span: Span) -> Diagnostic {
    Diagnostic("RQ3022", "the date would lie outside the years 0001 to 9999", at: span)
  }
}
