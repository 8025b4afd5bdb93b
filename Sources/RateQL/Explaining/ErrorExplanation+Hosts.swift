extension ErrorExplanation {
  /// What is said to a program that RateQL is built into: no script alone gives these.
  static let ofHosts: [ErrorExplanation] = [
    ErrorExplanation(
      "RQ2090", "edits where rows were asked for",
      """
      The host program asked for the rows of a program that changes rates. Asking for its changes instead \
      shows them; nothing was written.
      """),
    ErrorExplanation(
      "RQ2091", "a session that has read too much",
      """
      Each script that a session reads gets places of its own, so that messages point into the right one, and \
      these have run out. A new session starts anew.
      """),
    ErrorExplanation(
      "RQ3040", "more rows than the run may read",
      """
      The host program, or a setting, limits how many rows one run may read. A narrower `where` reads fewer; \
      nothing was written.
      """),
    ErrorExplanation(
      "RQ3041", "more steps than the run may take",
      """
      The host program, or a setting, limits how much one run may work. Loops inside loops and definitions \
      that call others take the most; nothing was written.
      """),
    ErrorExplanation(
      "RQ3042", "more time than the run may take",
      "The host program, or a setting, limits how long one run may last. Nothing was written."),
    ErrorExplanation(
      "RQ3045", "a function of the host that failed",
      "The function belongs to the program that RateQL is built into, and the reason is its own."),
    ErrorExplanation(
      "RQ3046", "a function of the host that broke its word",
      """
      The program that RateQL is built into says what its function gives, and the check relied on it. It gave \
      something else, so the run stopped.
      """),
    ErrorExplanation(
      "RQ3047", "not one table",
      """
      The host program asked for the rows of one query, and the program shows none, or several. It should end \
      with one query and show nothing else.
      """),
    ErrorExplanation(
      "RQ3060", "two programs that stage edits at a time",
      """
      Edits that are staged go on from each other, so the host program has to let one end before it runs the \
      next in the same session. Nothing was staged.
      """),
    ErrorExplanation(
      "RQ3061", "a staging that ended under a program",
      """
      While the program ran, the host program committed or rolled back what it was staged behind. Its edits \
      were worked out on rates that may not be so any more, and are dropped.
      """),
  ]
}
