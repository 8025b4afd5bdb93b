extension ErrorExplanation {
  /// What is said of names and of parameters.
  static let ofNames: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2001", "a name that stands for nothing",
      """
      A word in an expression is a column of the rows, a name that `let` or `param` gave, or a word such as \
      MOBILE. This one is none of them: it is misspelt, given further down, or a text without its quotes.
      """,
      wrong: "rates | where prise_n > 1", right: "rates | where price_n > 1"),
    ErrorExplanation(
      "RQ2002", "a column that is not there",
      """
      The rows have no column of that name at this place. `select`, `summarize` and `distinct` leave out \
      what they don't name.
      """,
      wrong: "print (rates | summarize dearest = max(price_n)).deares",
      right: "print (rates | summarize dearest = max(price_n)).dearest"),
    ErrorExplanation(
      "RQ2003", "a field that rates don't have",
      """
      `set` and `create` give values to the fields of a rate, and these are fixed by the API. A column of \
      your own is made by `extend`, and is shown only.
      """,
      wrong: "rates | set prise_n = 1", right: "rates | set price_n = 1"),
    ErrorExplanation(
      "RQ2004", "a view that is not there",
      """
      A query starts with `rates`, or with a name that a `let` further up gave to a query.
      """,
      wrong: "mobile_rates | take 5",
      right: "let mobile_rates = rates | where type = MOBILE\nmobile_rates | take 5"),
    ErrorExplanation(
      "RQ2005", "a value where rows are due",
      "The name stands for a value, and stages work on rows. A value is shown by `print`.",
      wrong: "let limit = 5\nlimit | take 1", right: "let limit = 5\nrates | take limit"),
    ErrorExplanation(
      "RQ2006", "rows where a value is due",
      """
      A query gives rows, and an expression works with values. `count(QUERY)` is the number of its rows; \
      `(QUERY).FIELD` is one field of its one row.
      """,
      wrong: "print rates", right: "print count(rates)"),
    ErrorExplanation(
      "RQ2007", "a column and a variable of one name",
      """
      The name could mean either, and the language does not guess. `row.NAME` is always the column; or the \
      variable gets another name.
      """,
      wrong: "let price_n = 1\nrates | where price_n > 1",
      right: "let threshold = 1\nrates | where price_n > threshold"),
    ErrorExplanation(
      "RQ2054", "a name that is taken",
      """
      `rates`, the types such as MOBILE and the words of the billing settings keep their meaning everywhere.
      """,
      wrong: "let mobile = rates | where type = MOBILE", right: "let mobiles = rates | where type = MOBILE"),
    ErrorExplanation(
      "RQ2055", "a name that is given twice",
      """
      In a script a name means one thing from top to bottom, so that a line can be read without looking for \
      what came between. At the prompt a name may be given again by a later line.
      """,
      wrong: "let a = 1\nlet a = 2", right: "let a = 1\nlet b = 2"),
  ]

  static let ofParameters: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2050", "a type that is not known",
      """
      A parameter has one of these types: int, decimal, percent, duration, date, string, bool, rate_type. The \
      type says how the value on the command line is read.
      """,
      wrong: "param markup: money = 1", right: "param markup: decimal = 1"),
    ErrorExplanation(
      "RQ2051", "a parameter without a value",
      """
      The script asks for a value that was not given. Give it with --param NAME=VALUE, or write a default \
      into the script. `rateql check` does not ask for values.
      """,
      wrong: "param zone: string\nprint zone", right: "param zone: string = \"44\"\nprint zone"),
    ErrorExplanation(
      "RQ2052", "a value that does not fit its parameter",
      """
      The value given with --param is read as the parameter's type: a percent with its sign, a decimal with \
      a point, true or false, a duration such as 2m30s.
      """,
      wrong: "param markup: percent\nprint 1 + markup", right: "param markup: decimal\nprint 1 + markup",
      parameters: ["markup": "5"]),
    ErrorExplanation(
      "RQ2053", "a value for a parameter that is not there",
      "The script has no parameter of the name given with --param: one of the two is misspelt.",
      wrong: "param zones: string = \"44\"\nprint zones", right: "param zone: string = \"44\"\nprint zone",
      parameters: ["zone": "49"]),
  ]

  static let ofSettings: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2080", "a billing setting that is not there",
      "The tenant's billing has three settings: enabled, account and type.",
      wrong: "billing set active = true", right: "billing set enabled = true")
  ]
}
