extension ErrorExplanation {
  /// What new rates get that a file of prices doesn't say.
  private static let defaults =
    "default type = NATIONAL, price_1 = price_n, interval_1 = 60, interval_n = 60, free_seconds = 0, "
    + "grace_period = 0, connect_fee = 0, postcall_surcharge = 0%"

  /// What is said of files, of second queries and of edits by rows.
  static let ofRows: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2060", "a file that can't be read",
      """
      The file is read when the script is checked, so that a wrong column in it is told before anything runs. \
      A relative name is looked for from where the program was started.
      """,
      wrong: "load \"decks.csv\"", right: "load \"deck.csv\""),
    ErrorExplanation(
      "RQ2061", "a file that is not known before the script runs",
      """
      The columns of a file are checked before anything runs, so its name has to be known then: it is written \
      out, or comes from a `param`, or from a `let` that is a text.
      """,
      wrong: "for r in rates { load \"{r.prefix}.csv\" }",
      right: "param deck: string = \"deck.csv\"\nload deck"),
    ErrorExplanation(
      "RQ2062", "a key that the other query lacks",
      """
      `join` and `diff` put two queries side by side by a key, and both need its column. Where the two call it \
      differently, write `on LEFT = RIGHT`.
      """,
      wrong: "rates | join (rates | summarize n = count() by zone = left(prefix, 2)) on prefix",
      right: "rates | join (rates | summarize n = count() by zone = left(prefix, 2)) on prefix = zone"),
    ErrorExplanation(
      "RQ2063", "a key that rates can't be found by",
      """
      The server's lists of rates leave this field out, so that looking for it would mean to read every rate \
      alone. The prefix tells rates apart.
      """,
      wrong: "load \"deck.csv\" | extend connect_fee = 0 | upsert on connect_fee \(defaults)",
      right: "load \"deck.csv\" | upsert on prefix \(defaults)"),
    ErrorExplanation(
      "RQ2064", "a key that the rows lack",
      """
      The rows are brought together with rates by this field, and have no column of that name. `select` gives \
      a column another name.
      """,
      wrong: "load \"deck.csv\" | select code = prefix, price_n | upsert on prefix \(defaults)",
      right: "load \"deck.csv\" | select prefix, price_n | upsert on prefix \(defaults)"),
    ErrorExplanation(
      "RQ2065", "rows that lack what a new rate needs",
      """
      The API asks for every field but the description, and nothing is filled in for you. What the rows don't \
      say stands after `default`, once for all of them.
      """,
      wrong: "load \"deck.csv\" | where prefix = \"33\" | insert",
      right: "load \"deck.csv\" | where prefix = \"33\" | insert \(defaults)"),
    ErrorExplanation(
      "RQ2066", "a scope that is not rates",
      """
      The scope of `sync` says which rates may be deleted because the rows lack them. So it has to choose \
      among `rates`.
      """,
      wrong: "load \"deck.csv\" | sync (load \"deck.csv\") on prefix \(defaults)",
      right:
        "load \"deck.csv\" | sync (rates | where prefix startswith \"3\" or prefix startswith \"44\") on "
        + "prefix \(defaults)"),
    ErrorExplanation(
      "RQ2067", "a scope that is more than conditions",
      """
      Whether a rate belongs to the scope of `sync` must be told from the rate alone. A count or an order \
      would make that depend on the others.
      """,
      wrong: "load \"deck.csv\" | sync (rates | sort prefix | take 5) on prefix \(defaults)",
      right:
        "load \"deck.csv\" | sync (rates | where prefix startswith \"3\" or prefix startswith \"44\") on "
        + "prefix \(defaults)"),
    ErrorExplanation(
      "RQ2068", "a file that can't be written",
      """
      `save` refuses a file that is there already, so that nothing is lost by a name that was given twice. \
      `replace` says that it may be written over.
      """,
      wrong: "rates | save \"deck.csv\"", right: "rates | save \"deck.csv\" replace"),
  ]
}
