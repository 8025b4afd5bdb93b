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
      lines.append("  " + command.usage.padded(to: 34) + command.summary)
    }
    lines.append("")
    lines.append("`.help WORD` tells more: `.help where`, `.help round`, `.help price_n`.")
    return lines.joined(separator: "\n")
  }

  /// Help on one word; nil where there is none.
  package static func topic(_ word: String) -> String? {
    let word = word.lowercased()
    if let keyword = Keyword(rawValue: word), let text = keyword.help { return text }
    if let function = ScalarFunction(rawValue: word) {
      return describe(function.signature, word)
    }
    if let aggregate = Aggregate(rawValue: word) { return describe(aggregate.signature, word) }
    if let field = RateField(name: word) { return "\(field.name): \(field.summary)" }
    if let symbol = SymbolKind.lookup(word) {
      return "\(symbol.name) is one of \(symbol.kind.names.joined(separator: ", "))"
    }
    return nil
  }

  private static func describe(_ signature: FunctionSignature, _ word: String) -> String {
    "\(signature.display(word)): \(signature.summary)\n  \(signature.example)"
  }
}

extension Keyword {
  /// What it does and an example; nil for words that need none.
  var help: String? {
    switch self {
    case .rates: "rates: all call rates\n  rates | take 5"
    case .where: "where CONDITION: only rows for which it is true\n  rates | where price_n > 0.05"
    case .search: "search TEXT: a part of prefix or description, case aside\n  rates | search \"mobile\""
    case .sort: "sort KEY [desc], …: ends with prefix, so the order is settled\n  rates | sort price_n desc"
    case .take: "take N: the first N rows\n  rates | sort price_n desc | take 10"
    case .skip: "skip N: all but the first N rows\n  rates | sort prefix | skip 100 | take 10"
    case .select: "select COLUMN, NAME = VALUE, …: what is shown\n  rates | select prefix, price_n"
    case .extend: "extend NAME = VALUE, …: more columns\n  rates | extend per_hour = price_n * 60"
    case .summarize: "summarize NAME = AGGREGATE, … [by COLUMN, …]\n  rates | summarize count() by type"
    case .match:
      "match NUMBER: every rate whose prefix starts the number, longest first\n  rates | match \"+44 7911 123456\""
    case .pin:
      "pin: fixes which rates a view names, whatever is edited later\n  let dear = rates | where price_n > 1 | pin"
    case .distinct: "distinct [COLUMN, …]: each combination once\n  rates | distinct type"
    case .set:
      "set FIELD = VALUE, FIELD += VALUE, …: changes rates\n  rates | where prefix = \"44\" | set price_n += 5%"
    case .delete: "delete: deletes rates\n  rates | where prefix = \"4470\" | delete"
    case .let:
      "let NAME = …: a value at once, or a query as a view\n  let uk = rates | where prefix startswith \"44\""
    case .param: "param NAME: TYPE [= DEFAULT]: given with --param NAME=VALUE\n  param markup: percent = 5%"
    case .create:
      """
      create FIELD = VALUE, …: a new rate; every field but description is given
        create prefix = "4479", type = MOBILE, price_1 = 0.05, price_n = 0.05, interval_1 = 60, interval_n = 60,
          free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%, description = "UK Mobile"
      """
    case .billing: "billing: the tenant's billing settings; `billing set enabled = true` changes them"
    case .assert:
      "assert CONDITION, MESSAGE: stops before anything is written\n  assert count(rates) > 0, \"no rates\""
    case .print: "print VALUE\n  print \"{count(rates)} rates\""
    case .contains, .startswith, .endswith:
      "\(rawValue) TEXT: letter for letter, case counts (`search` does not mind it)\n  rates | where description \(rawValue) \"Mobile\""
    case .in: "in [VALUE, …]: one of a list\n  rates | where type in [MOBILE, NATIONAL]"
    case .is: "is null, is not null\n  rates | where description is null"
    case .covers:
      "covers: the text starts the number after it\n  rates | where prefix covers \"447911123456\""
    case .between: "between LOW and HIGH, both included\n  rates | where price_n between 0.01 and 0.02"
    case .if: "if CONDITION then VALUE else VALUE"
    default: nil
    }
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
