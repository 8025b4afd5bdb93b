/// What a word of the language is for, with a program that shows it. Help, messages and the reference are
/// written from this table.
public struct KeywordHelp: Sendable {
  /// How it is written: capitals stand for what is filled in, brackets for what may be left out.
  public let syntax: String
  /// What it does, in a few words without a full stop.
  public let summary: String
  /// A whole program.
  public let example: String

  init(_ syntax: String, _ summary: String, _ example: String) {
    self.syntax = syntax
    self.summary = summary
    self.example = example
  }
}

extension Keyword {
  /// What the word is for; every keyword has its entry.
  public var help: KeywordHelp? { Keyword.helpTable[self] }

  private static let helpTable: [Keyword: KeywordHelp] = [
    .let: KeywordHelp(
      "let NAME = VALUE or QUERY", "names a value, or a query as a view that is read at each use",
      "let uk = rates | where prefix startswith \"44\""),
    .param: KeywordHelp(
      "param NAME: TYPE [= DEFAULT]",
      "a value that the caller gives with --param NAME=VALUE; types are int, decimal, percent, duration, "
        + "date, string, bool, rate_type",
      "param markup: percent = 5%"),
    .def: KeywordHelp(
      "def NAME(A, B) = VALUE or QUERY", "names an expression or a query with parameters",
      "def under(zone) = rates | where prefix startswith zone\nunder(\"44\") | take 5"),
    .create: KeywordHelp(
      "create FIELD = VALUE, …", "a new rate; every field but description is given",
      """
      create prefix = "4479", type = MOBILE, price_1 = 0.05, price_n = 0.05, interval_1 = 60, interval_n = 60,
        free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%, description = "UK Mobile"
      """),
    .quote: KeywordHelp(
      "quote NUMBER for DURATION", "what a call costs: which rate it hits, and each part of the sum",
      "quote \"+44 7911 123456\" for 2m5s"),
    .billing: KeywordHelp(
      "billing, billing set SETTING = VALUE, …",
      "shows or changes the tenant's billing settings: enabled, account, type", "billing set enabled = true"),
    .assert: KeywordHelp(
      "assert CONDITION [, MESSAGE]", "stops before anything is written unless the condition is true",
      "assert count(rates) > 0, \"no rates\""),
    .print: KeywordHelp(
      "print VALUE", "shows a value; a text takes others between braces", "print \"{count(rates)} rates\""),

    .include: KeywordHelp(
      "include \"FILE\"", "runs the statements of another script, found beside this one",
      "include \"common.rql\""),
    .explain: KeywordHelp(
      "explain QUERY or quote …",
      "what the server is asked, what is done here, and what it costs; of a quote its "
        + "sum in words", "explain rates | where prefix startswith \"44\" | take 5"),
    .for: KeywordHelp(
      "for ROW in QUERY { … }", "runs the block once for each row; ROW.COLUMN is its value",
      "for r in rates | sort prefix | take 3 { print \"{r.prefix} costs {r.price_n}\" }"),
    .rounding: KeywordHelp(
      "rounding = half_up or half_even",
      "how values are rounded from here on; half_up, away from zero, is usual", "rounding = half_even"),

    .rates: KeywordHelp("rates", "all call rates", "rates | take 5"),
    .load: KeywordHelp(
      "load \"FILE\"", "the rows of a CSV, TSV, JSON or NDJSON file; its first line names the columns",
      "load \"deck.csv\" | where price_n < 0.05"),

    .where: KeywordHelp(
      "where CONDITION", "only rows for which it is true", "rates | where price_n > 0.05"),
    .search: KeywordHelp(
      "search TEXT", "only rows with the text in prefix or description, case aside",
      "rates | search \"mobile\""),
    .sort: KeywordHelp(
      "sort VALUE [desc], …", "puts rows in order; the last key is the prefix, so the order is settled",
      "rates | sort price_n desc"),
    .take: KeywordHelp("take N", "the first N rows", "rates | sort price_n desc | take 10"),
    .skip: KeywordHelp(
      "skip N", "all but the first N rows", "rates | sort prefix | skip 100 | take 10"),
    .select: KeywordHelp(
      "select COLUMN, NAME = VALUE, …", "which columns are shown", "rates | select prefix, price_n"),
    .extend: KeywordHelp(
      "extend NAME = VALUE, …", "more columns, calculated", "rates | extend per_hour = price_n * 60"),
    .summarize: KeywordHelp(
      "summarize NAME = AGGREGATE, … [by COLUMN, …]", "one row for each group, or for all rows",
      "rates | summarize n = count(), dearest = max(price_n) by type"),
    .distinct: KeywordHelp(
      "distinct [COLUMN, …]", "each combination of values once", "rates | distinct type"),
    .match: KeywordHelp(
      "match NUMBER", "every rate whose prefix starts the number, longest first",
      "rates | match \"+44 7911 123456\""),
    .join: KeywordHelp(
      "join (QUERY) on KEY, …", "each row with each row of the other query that has the same key",
      "rates | join (load \"deck.csv\") on prefix | select prefix, price_n, price_n_right"),
    .diff: KeywordHelp(
      "diff (QUERY) on KEY, …",
      "what is new, gone, raised, lowered, changed or the same beside the other query",
      "load \"deck.csv\" | diff (rates) on prefix | where status = \"raised\""),
    .snapshot: KeywordHelp(
      "snapshot", "fixes the values of the rows, when the `let` runs that it stands in",
      "let before = rates | where prefix startswith \"44\" | snapshot"),
    .save: KeywordHelp(
      "save \"FILE\" [replace]", "writes the rows into a file, by its ending, once the whole script holds",
      "rates | where type = MOBILE | save \"mobile.csv\""),
    .pin: KeywordHelp(
      "pin", "fixes which rates a view names, whatever is edited later",
      "let dear = rates | where price_n > 1 | pin"),
    .set: KeywordHelp(
      "set FIELD = VALUE, FIELD += VALUE, …", "changes the rates, and ends the query",
      "rates | where prefix = \"44\" | set price_n += 5%"),
    .delete: KeywordHelp(
      "delete", "deletes the rates, and ends the query", "rates | where prefix = \"4470\" | delete"),

    .insert: KeywordHelp(
      "insert [default FIELD = VALUE, …]", "makes a new rate of each row, and ends the query",
      """
      load "deck.csv" | where prefix = "33" | insert default type = NATIONAL, price_1 = price_n, interval_1 = 60,
        interval_n = 60, free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%
      """),
    .upsert: KeywordHelp(
      "upsert on KEY [default FIELD = VALUE, …]",
      "changes the rate that has the row's key, or makes a new one, and ends the query",
      """
      load "deck.csv" | upsert on prefix default type = NATIONAL, price_1 = price_n, interval_1 = 60,
        interval_n = 60, free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%
      """),
    .sync: KeywordHelp(
      "sync (SCOPE) on KEY [default FIELD = VALUE, …]",
      "as `upsert`, and deletes the rates of the scope that the rows lack; ends the query",
      """
      load "deck.csv" | where prefix startswith "44"
        | sync (rates | where prefix startswith "44") on prefix default type = NATIONAL, price_1 = price_n,
          interval_1 = 60, interval_n = 60, free_seconds = 0, grace_period = 0, connect_fee = 0,
          postcall_surcharge = 0%
      """),

    .and: KeywordHelp(
      "CONDITION and CONDITION", "true where both are", "rates | where type = MOBILE and price_n > 0.05"),
    .or: KeywordHelp(
      "CONDITION or CONDITION", "true where either is; `and` binds tighter",
      "rates | where type = MOBILE or price_n > 1"),
    .not: KeywordHelp(
      "not CONDITION", "true where the condition is false; of null it is null",
      "rates | where not (type in [LOCAL, NATIONAL])"),
    .mod: KeywordHelp("A mod B", "what is left of A when it is divided by B", "print 130 mod 60"),
    .in: KeywordHelp(
      "VALUE [not] in [VALUE, …]", "one of a list", "rates | where type in [MOBILE, NATIONAL]"),
    .between: KeywordHelp(
      "VALUE [not] between LOW and HIGH", "from LOW to HIGH, both included",
      "rates | where price_n between 0.01 and 0.02"),
    .startswith: KeywordHelp(
      "TEXT [not] startswith TEXT", "the first starts with the second, letter for letter",
      "rates | where prefix startswith \"44\""),
    .endswith: KeywordHelp(
      "TEXT [not] endswith TEXT", "the first ends with the second, letter for letter",
      "rates | where description endswith \"Mobile\""),
    .contains: KeywordHelp(
      "TEXT [not] contains TEXT", "the second is a part of the first; case counts, `search` does not mind it",
      "rates | where description contains \"Mobile\""),
    .covers: KeywordHelp(
      "TEXT [not] covers TEXT", "the first starts the second, as a prefix does a called number",
      "rates | where prefix covers \"447911123456\""),
    .is: KeywordHelp(
      "VALUE is [not] null", "whether there is no value; no comparison with null is true",
      "rates | where description is null"),
    .if: KeywordHelp(
      "if CONDITION then VALUE else VALUE, if CONDITION { … } else { … }",
      "one of two values; as a statement, one of two blocks",
      "rates | select prefix, level = if price_n > 1 then \"dear\" else \"usual\""),
    .then: KeywordHelp(
      "if CONDITION then VALUE else VALUE", "stands before the value for a condition that is true",
      "print if 2 > 1 then \"more\" else \"less\""),
    .else: KeywordHelp(
      "if CONDITION then VALUE else VALUE", "stands before the value for a condition that is not true",
      "print if 2 > 1 then \"more\" else \"less\""),

    .true: KeywordHelp("true", "the condition that holds", "billing set enabled = true"),
    .false: KeywordHelp("false", "the condition that does not hold", "billing set enabled = false"),
    .null: KeywordHelp(
      "null", "no value; asked for with `is null`", "rates | where description is not null"),

    .by: KeywordHelp(
      "summarize … by COLUMN, …", "what the groups of `summarize` have in common",
      "rates | summarize count() by type"),
    .on: KeywordHelp(
      "on KEY, … or on LEFT = RIGHT", "which columns tell that two rows belong together",
      "rates | join (load \"deck.csv\") on prefix"),
    .default: KeywordHelp(
      "default FIELD = VALUE, …",
      "what new rates get where the rows of `insert`, `upsert` or `sync` say nothing",
      """
      load "deck.csv" | where prefix = "33" | insert default type = NATIONAL, price_1 = price_n, interval_1 = 60,
        interval_n = 60, free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%
      """),
    .replace: KeywordHelp(
      "save \"FILE\" replace", "writes over a file that is there already",
      "rates | where type = MOBILE | save \"mobile.csv\" replace"),
    .asc: KeywordHelp(
      "sort VALUE asc", "the smallest first, which is so without it", "rates | sort price_n asc"),
    .desc: KeywordHelp("sort VALUE desc", "the largest first", "rates | sort price_n desc"),
  ]
}
