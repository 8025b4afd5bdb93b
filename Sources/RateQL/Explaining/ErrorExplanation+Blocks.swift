extension ErrorExplanation {
  /// A definition that unfolds to two of the one before it, many times over.
  private static func doubling(_ times: Int) -> String {
    let lines = (1...times).map { "def d\($0)(x) = d\($0 - 1)(x) + d\($0 - 1)(x)" }
    return (["def d0(x) = x + x"] + lines + ["print d\(times)(1)"]).joined(separator: "\n")
  }

  /// What is said of blocks, definitions, quotes and explanations.
  static let ofBlocks: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2070", "a loop's row where something else is due",
      """
      The name that `for` gives stands for one row at a time. A value is one of its columns, `ROW.COLUMN`; \
      rates are chosen by a query, which may use such a column.
      """,
      wrong: "for r in rates | sort prefix | take 2 { print r }",
      right: "for r in rates | sort prefix | take 2 { print r.prefix }"),
    ErrorExplanation(
      "RQ2071", "a loop's row called `row`",
      "`row.NAME` is always the column of the row at hand, so the row of a loop has another name.",
      wrong: "for row in rates | sort prefix | take 2 { print row.prefix }",
      right: "for r in rates | sort prefix | take 2 { print r.prefix }"),
    ErrorExplanation(
      "RQ2072", "a field of something that has none",
      """
      `NAME.FIELD` is a column of a loop's row. Of a query that gives one row it is written with brackets, \
      `(NAME).FIELD`; a value has no fields.
      """,
      wrong: "let uk = rates | where prefix = \"44\"\nprint uk.price_n",
      right: "let uk = rates | where prefix = \"44\"\nprint (uk).price_n"),
    ErrorExplanation(
      "RQ2073", "a parameter inside a block",
      """
      What the caller gives is known before anything runs, whatever a condition says. So a `param` stands at \
      the top of the script.
      """,
      wrong: "if count(rates) > 0 { param zone: string = \"44\" }",
      right: "param zone: string = \"44\"\nif count(rates) > 0 { print zone }"),
    ErrorExplanation(
      "RQ2074", "a definition that is not called",
      "A `def` is used by calling it, with brackets and a value for each of its parameters.",
      wrong: "def raised(x) = x + 5%\nprint raised", right: "def raised(x) = x + 5%\nprint raised(1)"),
    ErrorExplanation(
      "RQ2075", "a value of each row inside a query that is read once",
      """
      The query inside the definition is read once, and what is given to it differs from row to row. A loop \
      goes through the rows and reads it for each.
      """,
      wrong: "def under(zone) = count(rates | where prefix startswith zone)\n"
        + "rates | extend n = under(prefix)",
      right: "def under(zone) = count(rates | where prefix startswith zone)\n"
        + "for r in rates | sort prefix | take 2 { print under(r.prefix) }"),
    ErrorExplanation(
      "RQ2076", "a definition that unfolds too far",
      """
      A call is put in place of its definition, and calls inside calls can grow without end. A `let` works a \
      value out once.
      """,
      wrong: doubling(30), right: doubling(2)),
    ErrorExplanation(
      "RQ2077", "something that can't be explained",
      "`explain` tells what a query asks of the server, and how a `quote` comes to its sum. Other statements do "
        + "what they say.",
      wrong: "explain print 1", right: "explain rates | where type = MOBILE"),
    ErrorExplanation(
      "RQ2078", "a rounding that is not known",
      """
      `half_up` rounds a half away from zero, as bills usually do; `half_even` rounds it to the even digit, as \
      some reports do.
      """,
      wrong: "rounding = half_odd", right: "rounding = half_even"),
  ]

  /// What is said of the cost of calls before anything runs.
  static let ofCosts: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2025", "a cost of no rate",
      """
      `cost(DURATION)` is what a call of that length costs on the rate at hand, so it stands in a stage. What \
      a call to a number costs is told by `quote`.
      """,
      wrong: "print cost(2m30s)", right: "rates | extend c = cost(2m30s)"),
    ErrorExplanation(
      "RQ2026", "a cost of rows that lack a price",
      """
      What a call costs depends on every price and interval of its rate. These rows have not all of them, and \
      none is filled in for you.
      """,
      wrong: "load \"deck.csv\" | extend c = cost(2m30s)",
      right: "load \"deck.csv\" | join (rates) on prefix | select prefix, was = price_n"),
  ]
}
