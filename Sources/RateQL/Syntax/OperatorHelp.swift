/// What an operator that is a sign does; those that are words have their entry with the other keywords.
public struct OperatorHelp: Sendable {
  public let sign: String
  public let summary: String
  /// A whole program.
  public let example: String

  private init(_ sign: String, _ summary: String, _ example: String) {
    self.sign = sign
    self.summary = summary
    self.example = example
  }

  /// All signs, the tightest first.
  public static let all: [OperatorHelp] = [
    OperatorHelp(
      "*", "times; `x * 5%` is that share of x, `5% * 2` is 10%", "rates | extend share = price_n * 5%"),
    OperatorHelp(
      "/", "divided by, to 18 digits after the point; by zero is an error", "print 1 / 8"),
    OperatorHelp(
      "+", "plus; `x + 5%` is x × 1.05, percents and durations add up among themselves", "print 100 + 5%"),
    OperatorHelp("-", "minus; `x - 5%` is x × 0.95; before one value its negative", "print 100 - 5%"),
    OperatorHelp(
      "=", "equal (`==` reads the same); in `set`, `let` and the like it gives a value",
      "rates | where type = MOBILE"),
    OperatorHelp("!=", "not equal", "rates | where type != MOBILE"),
    OperatorHelp("<", "less than; texts compare by their letters", "rates | where price_n < 0.01"),
    OperatorHelp("<=", "less than or equal", "rates | where price_n <= 0.01"),
    OperatorHelp(">", "greater than", "rates | where price_n > 0.01"),
    OperatorHelp(">=", "greater than or equal", "rates | where price_n >= 0.01"),
    OperatorHelp(
      "~", "matches a regular expression, anywhere in the text unless ^ and $ say otherwise",
      "rates | where prefix ~ /^44(7|8)/"),
    OperatorHelp("!~", "does not match a regular expression", "rates | where prefix !~ /^44/"),
    OperatorHelp(
      "+=", "in `set`: gives the field its value plus what follows",
      "rates | where prefix = \"44\" | set price_n += 5%"),
    OperatorHelp(
      "-=", "in `set`: gives the field its value minus what follows",
      "rates | where prefix = \"44\" | set price_n -= 0.001"),
    OperatorHelp(
      "*=", "in `set`: gives the field its value times what follows",
      "rates | where prefix = \"44\" | set price_n *= 2"),
    OperatorHelp(
      "/=", "in `set`: gives the field its value divided by what follows",
      "rates | where prefix = \"44\" | set price_n /= 2"),
  ]

  /// How tightly operators bind, the tightest first; those of one line bind alike, from left to right.
  public static let precedence = [
    "- (before one value)", "* / mod", "+ -",
    "= != < <= > >= ~ !~ in between startswith endswith contains covers is", "not", "and", "or",
    "if … then … else …", "| (between stages)",
  ]
}
