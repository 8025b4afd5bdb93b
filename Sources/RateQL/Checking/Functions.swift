/// The built-in functions. This one table feeds the checker, completion, `.help` and the reference.
package enum ScalarFunction: String, CaseIterable, Sendable {
  case round, floor, ceil, abs, least, greatest
  case len, left, upper, lower, trim, replace
  case coalesce
  case cost
  case perMinute = "per_minute"
  case normalize

  package static let names = allCases.map(\.rawValue)

  package var signature: FunctionSignature {
    switch self {
    case .round:
      FunctionSignature(
        [.init("value", .amount), .init("digits", .int, isOptional: true)], .sameUnlessWhole,
        "rounded to `digits` after the point (0 where left out), half away from zero",
        "round(price_n, digits: 2)")
    case .floor:
      FunctionSignature([.init("value", .number)], .fixed(.int), "the next lower whole number", "floor(2.7)")
    case .ceil:
      FunctionSignature([.init("value", .number)], .fixed(.int), "the next higher whole number", "ceil(2.1)")
    case .abs:
      FunctionSignature([.init("value", .amount)], .sameAsFirst, "without its sign", "abs(-5)")
    case .least:
      FunctionSignature(
        [.init("value", .ordered)], .common, "the smallest of its arguments, nulls left out",
        "least(price_1, price_n)", isVariadic: true)
    case .greatest:
      FunctionSignature(
        [.init("value", .ordered)], .common, "the largest of its arguments, nulls left out",
        "greatest(price_n, 0.01)", isVariadic: true)
    case .len:
      FunctionSignature([.init("text", .text)], .fixed(.int), "how many characters", "len(prefix)")
    case .left:
      FunctionSignature(
        [.init("text", .text), .init("count", .int)], .fixed(.text), "the first `count` characters",
        "left(prefix, 2)")
    case .upper:
      FunctionSignature([.init("text", .text)], .fixed(.text), "in capital letters", "upper(description)")
    case .lower:
      FunctionSignature([.init("text", .text)], .fixed(.text), "in small letters", "lower(description)")
    case .trim:
      FunctionSignature(
        [.init("text", .text)], .fixed(.text), "without white space at both ends", "trim(description)")
    case .replace:
      FunctionSignature(
        [.init("text", .text), .init("what", .text), .init("with", .text)], .fixed(.text),
        "every `what` replaced", "replace(description, \"Mob.\", \"Mobile\")")
    case .coalesce:
      FunctionSignature(
        [.init("value", .any)], .common, "the first of its arguments that is not null",
        "coalesce(description, \"\")", isVariadic: true)
    case .normalize:
      FunctionSignature(
        [.init("number", .text)], .fixed(.text),
        "the digits of a called number in international form, null where it is none",
        "normalize(\"+44 7911 123456\")")
    case .cost:
      FunctionSignature(
        [.init("duration", .duration)], .fixed(.decimal),
        "the exact cost of a call of that length on this row's rate; null where its connect fee is unknown",
        "cost(2m30s)")
    case .perMinute:
      FunctionSignature(
        [.init("amount", .number), .init("interval", .duration)], .fixed(.decimal),
        "the price per minute of an amount charged for each interval", "per_minute(0.01, 6s)")
    }
  }
}

/// The functions over many rows, for `summarize`.
package enum Aggregate: String, CaseIterable, Sendable {
  case count, sum, avg, min, max, median, percentile, stddev

  package static let names = allCases.map(\.rawValue)

  package var signature: FunctionSignature {
    switch self {
    case .count:
      FunctionSignature(
        [.init("value", .any, isOptional: true)], .fixed(.int),
        "how many rows; of a condition, for how many it is true; of a value, where it is not null",
        "summarize count() by type")
    case .sum:
      FunctionSignature([.init("value", .amount)], .sameAsFirst, "the exact sum", "summarize sum(price_n)")
    case .avg:
      FunctionSignature(
        [.init("value", .amount)], .asDecimal, "the mean, to 18 digits after the point",
        "summarize avg(price_n) by type")
    case .min:
      FunctionSignature([.init("value", .ordered)], .sameAsFirst, "the smallest", "summarize min(price_n)")
    case .max:
      FunctionSignature([.init("value", .ordered)], .sameAsFirst, "the largest", "summarize max(price_n)")
    case .median:
      FunctionSignature(
        [.init("value", .amount)], .asDecimal, "the middle value; of an even count, the mean of the two",
        "summarize median(price_n)")
    case .percentile:
      FunctionSignature(
        [.init("value", .amount), .init("share", .percent)], .asDecimal,
        "the value below which `share` of the rows lie, interpolated", "summarize percentile(price_n, 95%)")
    case .stddev:
      FunctionSignature(
        [.init("value", .number)], .fixed(.decimal),
        "the standard deviation of the sample, to 18 digits after the point", "summarize stddev(price_n)")
    }
  }
}

/// What a function takes and gives.
package struct FunctionSignature: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    package let accepts: Accepted
    package let isOptional: Bool

    package init(_ name: String, _ accepts: Accepted, isOptional: Bool = false) {
      self.name = name
      self.accepts = accepts
      self.isOptional = isOptional
    }
  }

  /// Classes of types that a parameter takes.
  package enum Accepted: String, Sendable {
    case any = "any value"
    /// A number, a percent or a duration.
    case amount = "a number, percent or duration"
    case number = "a number"
    case int = "a whole number"
    case text = "a text"
    case percent = "a percent"
    case duration = "a duration"
    case ordered = "a value that has an order"

    package func takes(_ type: ValueType) -> Bool {
      switch (self, type) {
      case (.any, _), (_, .invalid), (_, .null): true
      case (.amount, .int), (.amount, .decimal), (.amount, .percent), (.amount, .duration): true
      case (.number, .int), (.number, .decimal): true
      case (.int, .int), (.text, .text), (.percent, .percent), (.duration, .duration): true
      case (.ordered, let type): type.isOrdered
      default: false
      }
    }
  }

  package enum Result: Sendable {
    case fixed(ValueType)
    case sameAsFirst
    /// A number rounded without `digits` is whole.
    case sameUnlessWhole
    /// The type all arguments share.
    case common
    /// As the first argument, whole numbers becoming decimal.
    case asDecimal
  }

  package let parameters: [Parameter]
  package let result: Result
  package let summary: String
  package let example: String
  /// The last parameter may be given any number of times, at least once.
  package let isVariadic: Bool

  init(
    _ parameters: [Parameter], _ result: Result, _ summary: String, _ example: String,
    isVariadic: Bool = false
  ) {
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.example = example
    self.isVariadic = isVariadic
  }

  /// `round(value, digits:)`, for help and messages.
  package func display(_ name: String) -> String {
    let list = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }.joined(separator: ", ")
    return "\(name)(\(list)\(isVariadic ? ", …" : ""))"
  }
}
