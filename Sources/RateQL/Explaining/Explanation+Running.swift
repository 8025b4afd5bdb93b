extension Explanation {
  /// What is said of a run and of its plan. Nothing has been written then.
  static let ofRunning: [Explanation] = [
    Explanation(
      "RQ3001", "a result with too many digits",
      """
      Numbers are exact, with up to 38 digits, and this result has more. It is never cut in silence: round \
      on the way, or work with smaller numbers.
      """,
      wrong: "print 99999999999999999999 * 99999999999999999999", right: "print 99999 * 99999"),
    Explanation(
      "RQ3002", "a division by zero",
      """
      It has no result, and a made-up one could end in a price. Leave such rows out with `where`, or say \
      with `if` what they get.
      """,
      wrong: "rates | extend share = price_1 / price_n",
      right: "rates | where price_n > 0 | extend share = price_1 / price_n"),
    Explanation(
      "RQ3003", "an assertion that does not hold",
      """
      The script says itself that it must not go on in this case. All assertions are judged, on the table as \
      it would be, before the first rate is written.
      """,
      wrong: "assert count(rates) = 0, \"there are rates\"", right: "assert count(rates) > 0, \"no rates\""),
    Explanation(
      "RQ3004", "a field of no row, or of several",
      """
      `(QUERY).FIELD` is the field of the query's one row. Where the query gives none or several, it is not \
      clear which value is meant.
      """,
      wrong: "print (rates | where type = MOBILE).price_n",
      right: "print (rates | where type = MOBILE | summarize dearest = max(price_n)).dearest"),
    Explanation(
      "RQ3005", "a rate that would get no value",
      """
      The value is calculated from something that is null for this rate, and so is null itself. Only a \
      description may be. Choose the rates for which there is a value, or say with `coalesce` what stands \
      in for it.
      """,
      wrong: "rates | where prefix = \"999\" | set price_n = len(description) / 100",
      right: "rates | where prefix = \"999\" | set price_n = coalesce(len(description), 0) / 100"),
    Explanation(
      "RQ3006", "null where a value is needed",
      "What is looked for, counted or compared here turned out to be null when the script ran.",
      wrong: "rates | search normalize(\"anonymous\")",
      right: "rates | search coalesce(normalize(\"anonymous\"), \"44\")"),
    Explanation(
      "RQ3007", "a server that changed its mind",
      """
      The server was found to keep to a condition and then, in the middle of an answer, did not. What came so \
      far can't be trusted to be whole. From now on the whole table is read, and chosen from here: run it \
      again.
      """),
    Explanation(
      "RQ3008", "null inside a text that goes into a rate",
      """
      A text with `{…}` shows null as the word null, which is fine on a screen and wrong in a rate. Say what \
      shall stand there instead.
      """,
      wrong: "rates | where prefix = \"999\" | set description = \"{description} (new)\"",
      right: "rates | where prefix = \"999\" | set description = \"{coalesce(description, \"\")} (new)\""),
    Explanation(
      "RQ3099", "a fault of RateQL itself",
      """
      Something that was checked did not hold when it ran. Nothing was written. Please report it with the \
      script: no script should be able to bring it about.
      """),
    Explanation(
      "RQ4001", "a change that the API would refuse",
      """
      The plan as a whole breaks a rule of the API: a prefix that belongs to another rate, a calculated \
      price below zero, a text that is too long, or prefixes that would have to be exchanged in a ring. \
      Nothing was written.
      """,
      wrong: "rates | where prefix = \"44\" | set prefix = \"49\"",
      right: "rates | where prefix = \"44\" | set prefix = \"45\""),
  ]
}
