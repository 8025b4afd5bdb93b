extension ErrorExplanation {
  /// What is said of how statements are put together.
  static let ofParsing: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ1010", "something else was expected",
      """
      At this place the language knows only one way to go on, and something else stands here. The message \
      names both. Often a word or a sign is missing right before it.
      """,
      wrong: "rates | where price_n >", right: "rates | where price_n > 1"),
    ErrorExplanation(
      "RQ1011", "a word that starts no statement",
      """
      A statement is a query, which starts with `rates` or a name that `let` gave to one, or it starts with \
      its own word, such as `let` or `print`.
      """,
      wrong: "prnt \"hello\"", right: "print \"hello\""),
    ErrorExplanation(
      "RQ1012", "a stage that is not known",
      """
      After each `|` stands a stage: one that looks, such as `where` or `sort`, or one that edits, such as \
      `set` or `delete`. `rateql help stages` lists them.
      """,
      wrong: "rates | wher price_n > 1", right: "rates | where price_n > 1"),
    ErrorExplanation(
      "RQ1013", "comparisons in a chain",
      """
      `1 < x < 2` would compare true or false with 2, which is never what is meant. Two comparisons are \
      joined by `and`, or written with `between`.
      """,
      wrong: "rates | where 0.01 <= price_n <= 0.02", right: "rates | where price_n between 0.01 and 0.02"),
    ErrorExplanation(
      "RQ1014", "nested too deeply",
      """
      An expression may be nested 200 levels deep. What goes beyond was written by a program, and is better \
      written as a list, or in parts that `let` names.
      """,
      wrong: "print " + String(repeating: "(", count: 250) + "1" + String(repeating: ")", count: 250),
      right: "print 1"),
    ErrorExplanation(
      "RQ1015", "something is left over",
      """
      The statement is whole before this place, and what stands here belongs to nothing: a `|`, a comma or \
      an operator is missing before it, or it should stand on a line of its own.
      """,
      wrong: "rates where type = MOBILE", right: "rates | where type = MOBILE"),
    ErrorExplanation(
      "RQ1016", "a stage after an edit",
      """
      `set` and `delete` end their query: they make changes in the plan and give no rows. To see what they \
      made, write a query of its own behind them; it is answered as if the changes were made.
      """,
      wrong: "rates | where prefix = \"44\" | set price_n = 1 | take 5",
      right: "rates | where prefix = \"44\" | set price_n = 1\nrates | where prefix = \"44\" | take 5"),
    ErrorExplanation(
      "RQ1017", "an edit inside something else",
      """
      An edit is always a statement of its own, so that it can't hide in a name, a condition or an argument. \
      Name the rates first, then edit them by that name.
      """,
      wrong: "let raised = rates | where prefix = \"44\" | set price_n = 1",
      right: "let chosen = rates | where prefix = \"44\"\nchosen | set price_n = 1"),
    ErrorExplanation(
      "RQ1018", "a query without brackets inside an expression",
      """
      `|` binds loosest of all, so that a query inside an expression stands in brackets: it is counted with \
      `count(…)`, or one field is taken of its one row with `(…).FIELD`.
      """,
      wrong: "assert rates | take 1, \"no rates\"", right: "assert count(rates | take 1) = 1, \"no rates\""),
    ErrorExplanation(
      "RQ1020", "a word of SQL or of another query language",
      """
      The message shows the line in this language. A query starts with its source and goes from left to \
      right: what is chosen, in which order, how many, and at the end what is done with it.
      """,
      wrong: "select prefix from rates where prefix like '44%' limit 5",
      right: "rates | where prefix startswith \"44\" | take 5 | select prefix"),
    ErrorExplanation(
      "RQ1021", "files that include each other in a ring",
      """
      A file that includes itself, directly or through others, would never end. The message shows the way \
      there. What both files need stands in a third one.
      """,
      wrong: "include \"ring.rql\"", right: "include \"common.rql\""),
    ErrorExplanation(
      "RQ1022", "a script that can't be included",
      "An included file is looked for beside the script that names it, and has to be a script in UTF-8.",
      wrong: "include \"comon.rql\"", right: "include \"common.rql\""),
    ErrorExplanation(
      "RQ1023", "a name in the quotes of a text",
      """
      Quotes make a text. The names of columns stand without them; one with blanks or signs in it stands in \
      backticks.
      """,
      wrong: "rates | extend \"per hour\" = price_n * 60", right: "rates | extend `per hour` = price_n * 60"),
    ErrorExplanation(
      "RQ1044", "a decimal comma",
      """
      Numbers have a decimal point. A comma parts the items of a list, so that `0,05` would be two numbers. \
      There are no marks between thousands either.
      """,
      wrong: "rates | where price_n > 0,05", right: "rates | where price_n > 0.05"),
    ErrorExplanation(
      "RQ1045", "a quote inside a string",
      """
      A quote of the kind that opened the string ends it. Between single quotes a quote is doubled, between \
      double ones it gets a backslash; simplest is the other kind around it.
      """,
      wrong: "rates | where description = 'Cote d'Ivoire'",
      right: "rates | where description = \"Cote d'Ivoire\""),
  ]
}
