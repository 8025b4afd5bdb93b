extension ErrorExplanation {
  /// A `create` with every field it needs, but for what is added.
  private static func creation(_ more: String) -> String {
    """
    create prefix = "33", type = NATIONAL, price_1 = 0.02, interval_1 = 60, interval_n = 60, free_seconds = 0,
      grace_period = 0, connect_fee = 0, postcall_surcharge = 0%\(more)
    """
  }

  /// What is said of edits before anything runs.
  static let ofEdits: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2032", "a value given twice",
      "One edit gives each field one value: with two of them it would not be clear which one counts.",
      wrong: "rates | where prefix = \"44\" | set price_n = 1, price_n = 2",
      right: "rates | where prefix = \"44\" | set price_n = 1, price_1 = 2"),
    ErrorExplanation(
      "RQ2033", "a field that can't be set",
      "The id is the server's own name for the rate: it is given by the server and never changes.",
      wrong: "rates | where prefix = \"44\" | set id = \"x\"",
      right: "rates | where prefix = \"44\" | set description = \"x\""),
    ErrorExplanation(
      "RQ2034", "null where a value is needed",
      "Only the description of a rate may be empty. Every other field decides what a call costs.",
      wrong: "rates | where prefix = \"44\" | set price_n = null",
      right: "rates | where prefix = \"44\" | set price_n = 0"),
    ErrorExplanation(
      "RQ2035", "a new rate without all of its fields",
      """
      The API asks for every field but the description, and nothing is filled in for you: a grace period or \
      a surcharge that was not thought of would be billed.
      """,
      wrong: creation(""), right: creation(", price_n = 0.02")),
    ErrorExplanation(
      "RQ2036", "rows that are no rates any more",
      """
      After `summarize` or `distinct` a row stands for many rates, so there is nothing to edit, to pin or to \
      match. Choose the rates in a query of their own.
      """,
      wrong: "rates | distinct prefix | set price_n = 1",
      right: "rates | where prefix = \"44\" | set price_n = 1"),
    ErrorExplanation(
      "RQ2037", "rates whose choice is not settled",
      """
      Without an order `take` gives any rows, other ones each time, and an edit must not depend on chance. \
      Every `sort` ends with prefix and id, so after one it is settled.
      """,
      wrong: "rates | take 5 | set price_n = 1", right: "rates | sort price_n | take 5 | set price_n = 1"),
    ErrorExplanation(
      "RQ2038", "an operation on a value that is not there",
      """
      `+=` and the like work on the value that a field has. A new rate has none yet, and neither has a new \
      column or a setting.
      """,
      wrong: creation(", price_n += 0.02"), right: creation(", price_n = 0.02")),
    ErrorExplanation(
      "RQ2039", "a view that would choose other rates now",
      """
      A view is read each time it is used. After an edit of a field that its condition reads, it would give \
      other rates than before the edit. `pin` fixes which rates they are where the view is named.
      """,
      wrong:
        "let cheap = rates | where price_n < 0.01\ncheap | set price_n += 50%\ncheap | set price_1 += 50%",
      right:
        "let cheap = rates | where price_n < 0.01 | pin\ncheap | set price_n += 50%\ncheap | set price_1 += 50%"
    ),
    ErrorExplanation(
      "RQ2043", "a value that the API does not take",
      """
      Prices are not negative, intervals are at least one second, a prefix has 1 to 64 characters, a \
      description at most 1024. What is written out is held against these rules before anything runs; what \
      is calculated, before anything is written.
      """,
      wrong: "rates | where prefix = \"44\" | set interval_1 = 0",
      right: "rates | where prefix = \"44\" | set interval_1 = 1"),
    ErrorExplanation(
      "RQ2081", "assignments joined by `and`",
      "`and` joins conditions. Assignments stand in a list, and its items are parted by commas.",
      wrong: "rates | where prefix = \"44\" | set price_n = 1 and price_1 = 2",
      right: "rates | where prefix = \"44\" | set price_n = 1, price_1 = 2"),
  ]
}
