import Foundation

/// The TextMate grammar, which Visual Studio Code, Sublime Text and GitHub read too.
enum TextMateGrammar {
  static func text() throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: grammar, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static var grammar: [String: Any] {
    [
      "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
      "comment": "Made by scripts/grammars from the language's own tables; do not edit.",
      "name": "RateQL",
      "scopeName": "source.rateql",
      "fileTypes": ["rql"],
      "firstLineMatch": "^#!.*\\brateql\\b",
      "patterns": [["include": "#code"]],
      "repository": [
        "code": ["patterns": code],
        "string": ["patterns": strings],
      ],
    ]
  }

  private static var code: [[String: Any]] {
    [
      match("#.*$", "comment.line.number-sign"),
      ["include": "#string"],
      match("`[^`\\n]+`", "variable.other.quoted"),
      match(
        "(!?~)\\s*(/(?:[^/\\\\\\n]|\\\\.)*/)", ["keyword.operator", "string.regexp"]),
      match("\\b\\d{4}-\\d{2}-\\d{2}\\b", "constant.other.date"),
      match("\\b\\d+(?:\\.\\d+)?%", "constant.numeric.percent"),
      match(
        "\\b(?=\\d[\\d.]*[dhms])(?:\\d+(?:\\.\\d+)?d)?(?:\\d+(?:\\.\\d+)?h)?(?:\\d+(?:\\.\\d+)?m)?(?:\\d+(?:\\.\\d+)?s)?\\b",
        "constant.numeric.duration"),
      match("\\b\\d+(?:\\.\\d+)?\\b", "constant.numeric"),
      match("(\\|)\\s*" + words(EditorWords.edits), ["keyword.operator.pipe", "keyword.control.edit"]),
      match("(\\|)\\s*" + words(EditorWords.stages), ["keyword.operator.pipe", "keyword.control.stage"]),
      match(
        "(?:^|(?<=[;{}])|(?<=\\bexplain)|(?<=\\belse))\\s*" + words(EditorWords.statements)
          + "(?!\\s*(?:\\||$))", ["keyword.control.statement"]),
      match("(?:^|(?<=[;{}]))\\s*(billing)\\b", ["keyword.control.statement"]),
      match("\\.\\s*([A-Za-z_]\\w*)", ["variable.other.member"]),
      match(words(EditorWords.functions) + "(?=\\s*\\()", ["support.function"]),
      match("([A-Za-z_]\\w*)(?=\\s*\\()(?<!" + lookbehind + ")", ["entity.name.function"]),
      match("(:)\\s*" + words(EditorWords.types), ["punctuation.separator", "storage.type"]),
      match(words(EditorWords.literals), ["constant.language"]),
      match(words(EditorWords.operators), ["keyword.operator.word"]),
      match(words(EditorWords.sources), ["support.class"]),
      match(words(EditorWords.symbols), ["constant.other.symbol"]),
      match(words(EditorWords.clauses), ["keyword.other.clause"]),
      match(words(EditorWords.fields), ["support.variable.field"]),
      match(EditorWords.operatorSymbols.map(escaped).joined(separator: "|"), "keyword.operator"),
    ]
  }

  /// Words of the language that a bracket may follow without being called.
  private static var lookbehind: String {
    (EditorWords.operators + EditorWords.clauses + EditorWords.literals).map { "\\b\($0)" }
      .joined(separator: "|")
  }

  private static var strings: [[String: Any]] {
    [
      [
        "name": "string.quoted.double.rateql", "begin": "\"", "end": "\"|$",
        "patterns": [
          match("\\\\(?:u\\{[0-9A-Fa-f]+\\}|.)", "constant.character.escape"),
          [
            "name": "meta.interpolation.rateql", "begin": "\\{", "end": "\\}|$",
            "beginCaptures": ["0": ["name": "punctuation.section.interpolation.begin.rateql"]],
            "endCaptures": ["0": ["name": "punctuation.section.interpolation.end.rateql"]],
            "patterns": [["include": "#code"]],
          ],
        ],
      ],
      [
        "name": "string.quoted.single.rateql", "begin": "'", "end": "'(?!')|$",
        "patterns": [match("''", "constant.character.escape")],
      ],
    ]
  }

  // MARK: Pieces

  private static func words(_ words: [String]) -> String {
    "\\b(?i:(" + words.joined(separator: "|") + "))\\b"
  }

  private static func escaped(_ symbol: String) -> String {
    symbol.map { "|+*/".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func match(_ pattern: String, _ name: String) -> [String: Any] {
    ["match": pattern, "name": name + ".rateql"]
  }

  private static func match(_ pattern: String, _ names: [String]) -> [String: Any] {
    let captures = names.enumerated().map { index, name in ("\(index + 1)", ["name": name + ".rateql"]) }
    return ["match": pattern, "captures": Dictionary(uniqueKeysWithValues: captures)]
  }
}
