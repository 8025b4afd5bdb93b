extension ErrorExplanation {
  /// What is said of characters, numbers and strings.
  static let ofLexing: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ1001", "a character that means nothing",
      """
      The language has no use for this character. Signs of money, question marks and the like come along when \
      a line is copied from elsewhere. A percent sign touches its number, so that it is not taken for the \
      remainder, which is `mod`.
      """,
      wrong: "rates | where price_n > $0.05", right: "rates | where price_n > 0.05"),
    ErrorExplanation(
      "RQ1002", "a string that is not closed",
      """
      A string, a regular expression and a name in backticks end on the line on which they start. Where the \
      closing quote is missing, what follows can't be told from the text. A line break in a text is \
      written \\n.
      """,
      wrong: "rates | where prefix = \"44", right: "rates | where prefix = \"44\""),
    ErrorExplanation(
      "RQ1003", "a bracket that is not closed",
      """
      The bracket that is marked has no partner before the statement ends. Inside round and square brackets \
      a statement may go over several lines, so the place where it should end is not always where it broke.
      """,
      wrong: "rates | where (type = MOBILE or price_n > 1",
      right: "rates | where (type = MOBILE or price_n > 1)"),
    ErrorExplanation(
      "RQ1004", "an escape that is not known",
      """
      In a string between double quotes a backslash starts an escape: \\n, \\t, \\r, \\", \\\\, \\{, \\} and \
      \\u{1F4DE}. A string between single quotes takes everything as it stands, and has no escapes.
      """,
      wrong: "rates | where description = \"a\\b\"", right: "rates | where description = 'a\\b'"),
    ErrorExplanation(
      "RQ1005", "a number that can't be read",
      """
      A number is digits with at most one decimal point. There are no exponents, no underscores and no marks \
      between thousands, so that a price can't be read in two ways. What starts with a digit and is no number \
      is a text, and stands in quotes.
      """,
      wrong: "print 1e5", right: "print 100000"),
    ErrorExplanation(
      "RQ1006", "a number with too many digits",
      """
      Numbers are kept exactly, with up to 38 digits. A longer one would have to be cut, and nothing is ever \
      cut in silence.
      """,
      wrong: "print 1234567890123456789012345678901234567890",
      right: "print 12345678901234567890123456789012345678"),
    ErrorExplanation(
      "RQ1007", "a duration that can't be read",
      """
      A duration is days, hours, minutes and seconds in that order, each at most once: 90s, 2m30s, 1h, 7d. Only the \
      last of them may have a fraction.
      """,
      wrong: "print 30s2m", right: "print 2m30s"),
    ErrorExplanation(
      "RQ1008", "a day that is not in the calendar",
      """
      A date is year, month and day: 2026-03-01. Two numbers with a - between them and no blanks would read \
      as one, so a subtraction has blanks around its sign.
      """,
      wrong: "print 2026-02-30", right: "print 2026-02-28"),
    ErrorExplanation(
      "RQ1040", "an operator of another language",
      """
      Other languages write this operator so; here it is spelt as the message says. What the line means is \
      clear, but it is not run: a program is to be read by the next person too.
      """,
      wrong: "rates | where type = MOBILE && price_n => 1",
      right: "rates | where type = MOBILE and price_n >= 1"),
    ErrorExplanation(
      "RQ1041", "a comment of another language",
      "A comment starts with `#` and ends with its line.",
      wrong: "rates | take 5 // the first ones", right: "rates | take 5 # the first ones"),
    ErrorExplanation(
      "RQ1042", "typographic quotes",
      """
      Word processors and chat programs turn plain quotes into curly ones. A string stands between plain \
      quotes, double or single.
      """,
      wrong: "rates | where description = “Germany”", right: "rates | where description = \"Germany\""),
    ErrorExplanation(
      "RQ1043", "letters that names can't have",
      """
      Names are written with the letters a to z, digits and underscores. Other letters are often a text \
      without its quotes; sometimes they only look like the letters that are meant, as Cyrillic ones do. \
      A column of a file whose name has such letters stands in backticks.
      """,
      wrong: "rates | where description = Österreich", right: "rates | where description = \"Österreich\""),
  ]
}
