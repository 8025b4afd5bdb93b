extension ErrorExplanation {
  /// A text that is twice the one before it, many times over.
  private static func doublingText(_ times: Int) -> String {
    let lines = (1...times).map { "let t\($0) = \"{t\($0 - 1)}{t\($0 - 1)}\"" }
    return (["let t0 = \"four\""] + lines + ["print len(t\(times))"]).joined(separator: "\n")
  }

  /// What is said of a run and of its plan. Nothing has been written then.
  static let ofRunning: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ3001", "a result with too many digits",
      """
      Numbers are exact, with up to 38 digits, and this result has more. It is never cut in silence: round \
      on the way, or work with smaller numbers.
      """,
      wrong: "print 99999999999999999999 * 99999999999999999999", right: "print 99999 * 99999"),
    ErrorExplanation(
      "RQ3002", "a division by zero",
      """
      It has no result, and a made-up one could end in a price. Leave such rows out with `where`, or say \
      with `if` what they get.
      """,
      wrong: "rates | extend share = price_1 / price_n",
      right: "rates | where price_n > 0 | extend share = price_1 / price_n"),
    ErrorExplanation(
      "RQ3003", "an assertion that does not hold",
      """
      The script says itself that it must not go on in this case. All assertions are judged, on the table as \
      it would be, before the first rate is written.
      """,
      wrong: "assert count(rates) = 0, \"there are rates\"", right: "assert count(rates) > 0, \"no rates\""),
    ErrorExplanation(
      "RQ3004", "a field of no row, or of several",
      """
      `(QUERY).FIELD` is the field of the query's one row. Where the query gives none or several, it is not \
      clear which value is meant.
      """,
      wrong: "print (rates | where type = MOBILE).price_n",
      right: "print (rates | where type = MOBILE | summarize dearest = max(price_n)).dearest"),
    ErrorExplanation(
      "RQ3005", "a rate that would get no value",
      """
      The value is calculated from something that is null for this rate, and so is null itself. Only a \
      description may be. Choose the rates for which there is a value, or say with `coalesce` what stands \
      in for it.
      """,
      wrong: "rates | where prefix = \"999\" | set price_n = len(description) / 100",
      right: "rates | where prefix = \"999\" | set price_n = coalesce(len(description), 0) / 100"),
    ErrorExplanation(
      "RQ3006", "null where a value is needed",
      "What is looked for, counted or compared here turned out to be null when the script ran.",
      wrong: "rates | search normalize(\"anonymous\")",
      right: "rates | search coalesce(normalize(\"anonymous\"), \"44\")"),
    ErrorExplanation(
      "RQ3007", "a server that changed its mind",
      """
      The server was found to keep to a condition and then, in the middle of an answer, did not. What came so \
      far can't be trusted to be whole. From now on the whole table is read, and chosen from here: run it \
      again.
      """),
    ErrorExplanation(
      "RQ3008", "null inside a text that goes into a rate",
      """
      A text with `{…}` shows null as the word null, which is fine on a screen and wrong in a rate. Say what \
      shall stand there instead.
      """,
      wrong: "rates | where prefix = \"999\" | set description = \"{description} (new)\"",
      right: "rates | where prefix = \"999\" | set description = \"{coalesce(description, \"\")} (new)\""),
    ErrorExplanation(
      "RQ3010", "a key that stands for several rows",
      """
      `diff` compares row with row, so on each side a key stands for one row. `summarize … by …` makes one \
      row of several.
      """,
      wrong: "rates | diff (rates) on type",
      right: "let a = rates | summarize price_n = max(price_n) by type\na | diff (a) on type"),
    ErrorExplanation(
      "RQ3012", "a sync with no rows",
      """
      A file that turned out empty would delete every rate of the scope, which is hardly ever meant. Where it \
      is, `delete` says so.
      """,
      wrong: "rates | where prefix = \"0\" | sync (rates | where prefix = \"44\") on prefix",
      right: "rates | where prefix = \"44\" | delete"),
    ErrorExplanation(
      "RQ3013", "two values for one field of a rate",
      """
      The join found several rows for one rate, and they would set different values. Make the right side one \
      row for each key.
      """,
      wrong: "rates | join (rates | where type != LOCAL) on type | set price_n = price_n_right",
      right: "rates | join (rates | summarize dearest = max(price_n) by type) on type | set price_n = dearest"
    ),
    ErrorExplanation(
      "RQ3014", "rows that can't become rates",
      """
      The message names them with the line of their file: a value that the API does not take, a field that is \
      missing, a row outside the scope of a `sync`. All or nothing: no row was written.
      """,
      wrong: "load \"deck.csv\" | extend interval_1 = 0 | upsert on prefix",
      right: "load \"deck.csv\" | where prefix = \"44\" | upsert on prefix"),
    ErrorExplanation(
      "RQ3020", "a call of less than no time",
      "A call lasts 0 seconds or more.",
      wrong: "quote \"+44 7911 123456\" for 1m - 2m", right: "quote \"+44 7911 123456\" for 2m"),
    ErrorExplanation(
      "RQ3021", "a date moved by part of a day",
      "Dates have no time of day. A day is 24 hours, and is written 1d.",
      wrong: "print 2026-03-01 + 12h", right: "print 2026-03-01 + 7d"),
    ErrorExplanation(
      "RQ3022", "a date outside the calendar",
      "Dates lie in the years 0001 to 9999.",
      wrong: "print 9999-12-31 + 1d", right: "print 2026-12-31 + 1d"),
    ErrorExplanation(
      "RQ3024", "a quotient too small to be kept",
      """
      A division keeps 18 digits after the point. What is not 0 and would leave nothing in them is an error, for \
      0 would be wrong. Multiply first and divide last.
      """,
      wrong: "print 1 / 3000000000000000000 * 6", right: "print 6 / 3000000000000000000"),
    ErrorExplanation(
      "RQ3023", "a rate that no call can be counted with",
      """
      An interval of 0 seconds would never end, and a price below 0 is none. The API refuses such rates; rows \
      of a file or a calculation may have them.
      """,
      wrong: """
        load "deck.csv"
          | extend price_1 = price_n, interval_1 = 0, interval_n = 0, free_seconds = 0, grace_period = 0,
            connect_fee = 0, postcall_surcharge = 0%
          | extend c = cost(2m)
        """,
      right: """
        load "deck.csv"
          | extend price_1 = price_n, interval_1 = 60, interval_n = 60, free_seconds = 0, grace_period = 0,
            connect_fee = 0, postcall_surcharge = 0%
          | extend c = cost(2m)
        """),
    ErrorExplanation(
      "RQ3048", "a text longer than texts may be",
      """
      A text has at most 1,000,000 bytes. Texts that are put together from others can double with each step, \
      and would otherwise fill the memory.
      """,
      wrong: doublingText(20), right: doublingText(3)),
    ErrorExplanation(
      "RQ3099", "a fault of RateQL itself",
      """
      Something that was checked did not hold when it ran. Nothing was written. Please report it with the \
      script: no script should be able to bring it about.
      """),
    ErrorExplanation(
      "RQ4001", "a change that can't be carried out",
      """
      The plan as a whole breaks a rule of the API: a prefix that belongs to another rate, a calculated \
      price below zero, a text that is too long, or prefixes that would have to be exchanged in a ring. Or a \
      prefix would hold more than digits, so that no call could ever meet it. Nothing was written.
      """,
      wrong: "rates | where prefix = \"44\" | set prefix = \"49\"",
      right: "rates | where prefix = \"44\" | set prefix = \"45\""),
  ]
}
