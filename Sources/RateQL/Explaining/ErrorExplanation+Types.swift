extension ErrorExplanation {
  /// What is said of types, of functions and of columns.
  static let ofTypes: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2010", "types that don't go together",
      """
      The operator can't work on these two. A prefix is a text, for it may start with 0: it is compared with \
      \"44\", not with 44. Percents and durations are types of their own, so that 5% is never taken for 5.
      """,
      wrong: "rates | where prefix = 44", right: "rates | where prefix = \"44\""),
    ErrorExplanation(
      "RQ2011", "a value of the wrong type",
      """
      Something of another type is due here. A price is a number, a surcharge is a percent, seconds are \
      whole numbers. To raise a price by a percent, add it: `price_n += 5%`.
      """,
      wrong: "rates | where prefix = \"44\" | set price_n = 5%",
      right: "rates | where prefix = \"44\" | set price_n += 5%"),
    ErrorExplanation(
      "RQ2012", "a comparison with null",
      """
      Null is the absence of a value, and no comparison with it is true, not even `null = null`. So it would \
      choose nothing. `is null` asks whether there is a value.
      """,
      wrong: "rates | where description = null", right: "rates | where description is null"),
    ErrorExplanation(
      "RQ2013", "a percent that has become a number",
      """
      A number times a percent is a share of that number: 2 * 5% is 0.1. Added to a price it would add 0.1, \
      not ten percent. With the percent first it stays one.
      """,
      wrong: "rates | where prefix = \"44\" | set price_n += 2 * 5%",
      right: "rates | where prefix = \"44\" | set price_n += 5% * 2"),
    ErrorExplanation(
      "RQ2040", "a regular expression that can't be read",
      """
      The language knows classic regular expressions, without back references and look-around, and matches \
      them in a time that grows only with the text. A slash inside is written \\/.
      """,
      wrong: "rates | where prefix ~ /^(44|49/", right: "rates | where prefix ~ /^(44|49)/"),
    ErrorExplanation(
      "RQ2042", "a count below zero, or too large",
      "`take` and `skip` count rows: from 0 up, and not beyond what 64 bits hold.",
      wrong: "rates | take -5", right: "rates | sort prefix desc | take 5"),
    ErrorExplanation(
      "RQ2044", "a number that can't be called",
      """
      Billing looks at the called number in international form. It may be written with +, with 00 in front, \
      with blanks, dashes and brackets, but it needs its digits.
      """,
      wrong: "rates | match \"anonymous\"", right: "rates | match \"+44 7911 123456\""),
    ErrorExplanation(
      "RQ2045", "a search in rows that have nothing to search in",
      """
      `search` looks into the columns `prefix` and `description`, where they are texts. Rows that have \
      neither, such as those of `summarize`, are chosen with `where`; or search first.
      """,
      wrong: "rates | summarize count() by type | search \"germany\"",
      right: "rates | search \"germany\" | summarize count() by type"),
    ErrorExplanation(
      "RQ2046", "a share below 0% or above 100%",
      "`percentile` gives the value below which that share of the rows lie, so it is a part of all rows.",
      wrong: "rates | summarize percentile(price_n, 950%)",
      right: "rates | summarize percentile(price_n, 95%)"),
    ErrorExplanation(
      "RQ2048", "a comparison that could be an assignment",
      """
      In lists of assignments the first `=` gives the name its value. A comparison behind it reads as a second \
      assignment, so it stands in brackets.
      """,
      wrong: "rates | extend is_free = price_n = 0", right: "rates | extend is_free = (price_n = 0)"),
    ErrorExplanation(
      "RQ2049", "a direction that stands alone",
      "`asc` and `desc` belong to what they sort, and follow it without a comma.",
      wrong: "rates | sort price_n, desc", right: "rates | sort price_n desc"),
    ErrorExplanation(
      "RQ2047", "a prefix that no called number starts with",
      """
      Called numbers are compared by their digits, so a rate whose prefix holds blanks, letters or a `+` would \
      never bill a call. Rates that have one on the server can be changed in their other fields.
      """,
      wrong: "rates | where prefix = \"44\" | set prefix = \"+45\"",
      right: "rates | where prefix = \"44\" | set prefix = normalize(\"+45\")"),
  ]

  static let ofCalls: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2020", "a function that is not there",
      "`rateql help functions` lists the functions with an example each.",
      wrong: "print rnd(1.5)", right: "print round(1.5)"),
    ErrorExplanation(
      "RQ2021", "a function called with the wrong arguments",
      """
      The message shows how it is called: what stands in square brackets may be left out, and `…` means any \
      number of values. An argument may be named, with a colon: `round(x, digits: 2)`.
      """,
      wrong: "print round(1.234, places: 2)", right: "print round(1.234, digits: 2)"),
    ErrorExplanation(
      "RQ2022", "an aggregate outside of summarize",
      """
      Aggregates work on many rows, and a condition sees one row at a time. Work the value out first with \
      `summarize`, then compare with it.
      """,
      wrong: "rates | where price_n > avg(price_n)",
      right: "let mean = (rates | summarize m = avg(price_n)).m\nrates | where price_n > mean"),
    ErrorExplanation(
      "RQ2023", "an aggregate inside an aggregate",
      """
      An aggregate gives one value for many rows, so there is nothing left for another one to work on. Two \
      steps are two `summarize` stages.
      """,
      wrong: "rates | summarize m = max(avg(price_n)) by type",
      right: "rates | summarize mean = avg(price_n) by type | summarize m = max(mean)"),
    ErrorExplanation(
      "RQ2024", "a column that has many values in each group",
      """
      `summarize` gives one row for each group, and the column has as many values as the group has rows. \
      Choose one with an aggregate, or make the column part of the group after `by`.
      """,
      wrong: "rates | summarize price_n, count() by type",
      right: "rates | summarize max(price_n), count() by type"),
  ]

  static let ofColumns: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2030", "a column that is there already",
      "Two columns of one name could not be told apart. `NAME = VALUE` gives a column its own name.",
      wrong: "rates | select prefix, prefix", right: "rates | select prefix, again = prefix"),
    ErrorExplanation(
      "RQ2031", "a column named like a field",
      """
      The fields of a rate keep their meaning, or a later `set` would read something else than it seems to. \
      A calculated column has a name of its own.
      """,
      wrong: "rates | extend price_n = price_n * 2", right: "rates | extend doubled = price_n * 2"),
  ]
}
