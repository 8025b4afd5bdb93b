/// Words that people bring along from SQL, from other query languages and from programming, with the word that
/// is meant. What is a keyword of the language itself does not stand here.
enum Habits {
  /// Stages by their names elsewhere.
  static let stages: [String: Keyword] = [
    "limit": .take, "top": .take, "head": .take, "first": .take, "fetch": .take,
    "offset": .skip, "drop_first": .skip,
    "order": .sort, "orderby": .sort, "order_by": .sort, "sortby": .sort, "sort_by": .sort,
    "filter": .where, "having": .where, "when": .where,
    "find": .search, "grep": .search, "lookup": .match,
    "group": .summarize, "groupby": .summarize, "group_by": .summarize, "aggregate": .summarize,
    "summarise": .summarize, "stats": .summarize, "count": .summarize,
    "project": .select, "columns": .select, "fields": .select, "keep": .select, "show": .select,
    "add": .extend, "compute": .extend, "derive": .extend, "mutate": .extend, "eval": .extend,
    "unique": .distinct, "uniq": .distinct, "dedup": .distinct, "dedupe": .distinct,
    "update": .set, "change": .set, "modify": .set, "edit": .set, "replace": .set,
    "raise": .set, "increase": .set, "lower": .set, "reduce": .set, "decrease": .set,
    "remove": .delete, "drop": .delete, "erase": .delete,
  ]

  /// What stands between two operands elsewhere, and the operator that is meant.
  static let comparisons: [String: String] = [
    "has": "contains", "include": "contains", "includes": "contains", "including": "contains",
    "contain": "contains", "containing": "contains",
    "starts": "startswith", "start": "startswith", "startwith": "startswith", "beginswith": "startswith",
    "begins": "startswith", "begin": "startswith", "startingwith": "startswith",
    "ends": "endswith", "end": "endswith", "endwith": "endswith", "endingwith": "endswith",
    "matches": "~", "regexp": "~", "regex": "~", "rlike": "~",
    "eq": "=", "equals": "=", "equal": "=", "ne": "!=", "neq": "!=",
    "gt": ">", "ge": ">=", "gte": ">=", "lt": "<", "le": "<=", "lte": "<=",
    "div": "/", "modulo": "mod",
  ]

  /// Functions by their names elsewhere.
  static let functions: [String: String] = [
    "average": "avg", "mean": "avg", "total": "sum", "minimum": "min", "maximum": "max", "std": "stddev",
    "stdev": "stddev", "quantile": "percentile", "length": "len", "size": "len", "strlen": "len",
    "char_length": "len", "substr": "left", "substring": "left", "ucase": "upper", "uppercase": "upper",
    "toupper": "upper", "lcase": "lower", "lowercase": "lower", "tolower": "lower", "ifnull": "coalesce",
    "nvl": "coalesce", "truncate": "floor", "trunc": "floor", "int": "floor", "ceiling": "ceil",
  ]

  /// Types of parameters by their names elsewhere.
  static let types: [String: String] = [
    "number": "decimal", "num": "decimal", "float": "decimal", "double": "decimal", "money": "decimal",
    "price": "decimal", "text": "string", "str": "string", "varchar": "string", "prefix": "string",
    "integer": "int", "boolean": "bool", "pct": "percent", "percentage": "percent", "time": "duration",
    "seconds": "duration", "type": "rate_type", "ratetype": "rate_type",
    "day": "date", "datetime": "date", "timestamp": "date",
  ]

  /// Values by their names elsewhere.
  static let values: [String: String] = [
    "yes": "true", "on": "true", "no": "false", "off": "false", "none": "null", "nil": "null",
    "undefined": "null", "empty": "null", "cell": "MOBILE", "mobiles": "MOBILE", "cellular": "MOBILE",
  ]

  /// Words that show something or give a name elsewhere.
  static let showing: Set<String> = [
    "show", "list", "get", "display", "view", "find", "dump", "desc", "describe",
  ]
  static let printing: Set<String> = ["echo", "puts", "say", "printf", "println", "write"]
  static let naming: Set<String> = ["var", "const", "define", "local", "declare", "my"]
}
