import RateQL

/// `.help` and `rateql help`: written from the same tables that the checker uses.
package enum HelpText {
  package static var overview: String {
    var lines = [
      "A query is a source and stages joined by `|`:",
      "  rates | where type = MOBILE and prefix startswith \"44\" | sort price_n desc | take 20",
      "The same words with an edit at the end show what would change, and ask before anything is written:",
      "  rates | where prefix startswith \"44\" | set price_n += 5%",
      "A line that starts with `|` goes on from the last query. A statement may go over several lines.",
      "",
      "Stages      \(Keyword.words(.stage).joined(separator: ", "))",
      "Statements  a query, \(Keyword.words(.statement).joined(separator: ", "))",
      "Functions   \(ScalarFunction.names.joined(separator: ", "))",
      "Aggregates  \(Aggregate.names.joined(separator: ", "))",
      "Fields      \(RateField.allCases.map(\.name).joined(separator: ", "))",
      "",
    ]
    for command in DotCommand.allCases {
      lines += line(command.usage, command.summary)
    }
    lines.append("")
    lines.append(
      "`.help WORD` tells more: `.help where`, `.help round`, `.help price_n`; and of all of a kind: "
        + HelpTopic.allCases.map { "`.help \($0.rawValue)`" }.joined(separator: ", ") + ".")
    return lines.joined(separator: "\n")
  }

  /// A usage that is too long for its column has the summary below it.
  private static func line(_ usage: String, _ summary: String) -> [String] {
    let width = 34
    guard usage.count >= width else { return ["  " + usage.padded(to: width) + summary] }
    return ["  " + usage, "  " + String(repeating: " ", count: width) + summary]
  }

  /// Help on a word or on a kind of words; nil where there is none.
  package static func topic(_ word: String) -> String? {
    let word = word.lowercased()
    if let topic = HelpTopic(rawValue: word) { return topic.text }
    if let command = commands[word] { return command }
    let found = entries(word)
    return found.isEmpty ? nil : found.joined(separator: "\n\n")
  }

  /// All that the word means: some are a field and a setting, or a keyword and a function.
  private static func entries(_ word: String) -> [String] {
    var found: [String] = []
    if let help = Keyword(rawValue: word)?.help {
      found.append(describe(help.syntax, help.summary, help.example))
    }
    if let function = ScalarFunction(rawValue: word) {
      found.append(describe(function.signature, word))
    }
    if let aggregate = Aggregate(rawValue: word) { found.append(describe(aggregate.signature, word)) }
    if let help = OperatorHelp.all.first(where: { $0.sign == word }) {
      found.append(describe(help.sign, help.summary, help.example))
    }
    if let field = RateField(name: word) {
      found.append("\(field.name) (\(field.type)): \(field.summary)")
    }
    if let setting = BillingField.allCases.first(where: { $0.name == word }) {
      found.append(
        "\(setting.name), a billing setting: \(setting.valueType)\n  billing set \(setting.name) = …")
    }
    if let symbol = SymbolKind.lookup(word) {
      found.append("\(symbol.name) is one of \(symbol.kind.names.joined(separator: ", "))")
    }
    if let type = ParameterType(rawValue: word) {
      found.append("\(type.rawValue), a type of parameters: \(type.hint)\n  param NAME: \(type.rawValue)")
    }
    return found
  }

  static func describe(_ syntax: String, _ summary: String, _ example: String) -> String {
    let lines = example.split(separator: "\n").map { "  \($0)" }
    return "\(syntax): \(summary)\n\(lines.joined(separator: "\n"))"
  }

  private static func describe(_ signature: FunctionSignature, _ word: String) -> String {
    describe(signature.display(word), signature.summary, signature.example)
  }

  /// The commands that there is more to say of, each with what it goes with.
  private static let commands: [String: String] = {
    let staging: [DotCommand] = [.begin, .plan, .commit, .rollback]
    let example = """
      .begin
      rates | where type = MOBILE | set price_n += 5%
      rates | where price_n > 2 | set price_n = 2
      .plan
      .commit
      """
    let texts = staging.map { ($0.rawValue, describe($0.usage, $0.summary, example)) }
    let undo = describe(
      DotCommand.undo.usage, DotCommand.undo.summary,
      """
      .journal
      .undo 12
      .undo 12 --only prefix startswith "44" and price_n > 1
      .undo 12 --connect-fee 0.05
      """)
    return Dictionary(
      texts + [(DotCommand.undo.rawValue, undo)], uniquingKeysWith: { first, _ in first })
  }()

  /// Every word that there is help on.
  package static var words: [String] {
    commands.keys.sorted() + HelpTopic.allCases.map(\.rawValue) + Keyword.allCases.map(\.rawValue)
      + ScalarFunction.names
      + Aggregate.names + RateField.allCases.map(\.name) + SymbolKind.allCases.flatMap(\.names)
      + ParameterType.names
  }

  /// What a word that there is no help on may be meant for.
  package static func nearest(to word: String) -> String? {
    Suggestion.nearest(to: word, among: Set(words).sorted()).map { "did you mean `\($0)`?" }
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
