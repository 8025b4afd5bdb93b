import RateQL

extension Prober {
  mutating func tries(_ field: RateField, _ comparison: StorePredicate.Comparison) async throws -> Bool {
    // Everything else is tried beside it.
    if field == .prefix, comparison == .equal { return try await triesPrefix() }
    try await need(.and)
    switch field.type {
    case .int, .decimal, .percent: return try await triesNumber(field, comparison)
    case .text: return try await triesText(field, comparison)
    default: return try await triesWord(field, comparison)
    }
  }

  /// The condition that all others lean on.
  private func triesPrefix() async throws -> Bool {
    guard let first = sample.rates.first, let last = sample.rates.last else { throw Unshown() }
    for rate in [first, last] {
      guard try await answers(Prober.has(rate)) == [rate.id] else { return false }
    }
    guard first.id == last.id else { return true }
    // The one rate comes whatever is asked for.
    let other = StorePredicate.compare(.prefix, .equal, .text((first.prefix ?? "") + "0"))
    return try await answers(other) == []
  }

  /// Whether the field's numbers are compared as numbers, shown by a number whose text would say otherwise; nil
  /// where no rate can show it.
  private mutating func comparesNumbers(_ field: RateField) async throws -> Bool? {
    if let known = numeric[field] { return known }
    func shows(_ value: Value) -> Bool { value.decimal.map { ProbeSample.larger(than: $0) != nil } ?? false }
    var witness = sample.witness(field, shows)
    if witness == nil {
      // As numbers and as texts alike these are answers, if there are any.
      let two = StorePredicate.compare(field, .greaterOrEqual, Prober.value(ExactDecimal(2), field))
      witness = ProbeSample(try await list(two, []) ?? []).witness(field, shows)
    }
    var verdict: Bool?
    if let witness, let larger = witness[field]?.decimal.flatMap(ProbeSample.larger) {
      verdict = try await holds(.compare(field, .less, Prober.value(larger, field)), for: witness)
    }
    numeric[field] = .some(verdict)
    return verdict
  }

  private mutating func triesNumber(
    _ field: RateField, _ comparison: StorePredicate.Comparison
  ) async throws -> Bool {
    guard let rate = sample.witness(field, { $0.decimal != nil }), let value = rate[field]?.decimal,
      let above = try? value.adding(.one), let below = try? value.subtracting(.one)
    else { throw Unshown() }
    let isNumeric = try await comparesNumbers(field)
    if comparison == .equal || comparison == .notEqual {
      // As a text, 0.10 would not be 0.1.
      guard isNumeric != false else { return false }
      let (same, other) = comparison == .equal ? (value, above) : (above, value)
      return try await agrees(field, comparison, rate, [same], [other])
    }
    guard let isNumeric else { throw Unshown() }
    guard isNumeric else { return false }
    switch comparison {
    case .less: return try await agrees(field, comparison, rate, [above], [value])
    case .lessOrEqual: return try await agrees(field, comparison, rate, [value, above], [below])
    case .greater: return try await agrees(field, comparison, rate, [below], [value])
    default: return try await agrees(field, comparison, rate, [value, below], [above])
    }
  }

  /// Whether the rate is there for the numbers that it answers, and not for the others.
  private func agrees(
    _ field: RateField, _ comparison: StorePredicate.Comparison, _ rate: RateRecord, _ yes: [ExactDecimal],
    _ no: [ExactDecimal]
  ) async throws -> Bool {
    for (numbers, expected) in [(yes, true), (no, false)] {
      for number in numbers {
        let condition = StorePredicate.compare(field, comparison, Prober.value(number, field))
        guard try await holds(condition, for: rate) == expected else { return false }
      }
    }
    return true
  }

  static func value(_ number: ExactDecimal, _ field: RateField) -> Value {
    field.type == .percent ? .percent(number) : .number(number)
  }

  private func triesText(_ field: RateField, _ comparison: StorePredicate.Comparison) async throws -> Bool {
    guard let rate = sample.witness(field, { $0.string.map(Prober.isPlain) ?? false }),
      let text = rate[field]?.string
    else { throw Unshown() }
    func holds(_ other: String) async throws -> Bool {
      try await self.holds(.compare(field, comparison, .text(other)), for: rate)
    }
    switch comparison {
    case .equal:
      guard try await holds(text) else { return false }
      return try await !holds(text + "0")
    case .notEqual:
      guard try await holds(text + "0") else { return false }
      return try await !holds(text)
    default: break
    }
    // Of texts only prefixes are tried for what comes before what.
    guard let rate = sample.witness(.prefix, { ProbeSample.later(than: $0.string ?? "") != nil }),
      let prefix = rate.prefix, let later = ProbeSample.later(than: prefix)
    else { throw Unshown() }
    func holdsPrefix(_ other: String) async throws -> Bool {
      try await self.holds(.compare(.prefix, comparison, .text(other)), for: rate)
    }
    let includesSame = comparison == .lessOrEqual || comparison == .greaterOrEqual
    guard try await holdsPrefix(prefix) == includesSame else { return false }
    let isUpward = comparison == .greater || comparison == .greaterOrEqual
    guard try await holdsPrefix(later) == !isUpward else { return false }
    // Its first digit comes before it, as a text and as a number.
    return try await holdsPrefix(String(prefix.prefix(1))) == isUpward
  }

  private func triesWord(_ field: RateField, _ comparison: StorePredicate.Comparison) async throws -> Bool {
    guard let rate = sample.witness(field), let word = rate[field]?.string,
      case .symbol(let kind) = field.type, let other = kind.names.first(where: { $0 != word })
    else { throw Unshown() }
    let (yes, no) = comparison == .equal ? (word, other) : (other, word)
    guard try await holds(.compare(field, comparison, .symbol(yes)), for: rate) else { return false }
    return try await !holds(.compare(field, comparison, .symbol(no)), for: rate)
  }

  mutating func tries(_ field: RateField, _ test: StorePredicate.TextTest) async throws -> Bool {
    try await need(.and)
    guard
      let rate = sample.witness(
        field, { ($0.string?.utf8.count ?? 0) > 1 && Prober.isPlain($0.string ?? "") }),
      let text = rate[field]?.string
    else { throw Unshown() }
    let (start, end) = (String(text.dropLast()), String(text.dropFirst()))
    let yes: [String]
    let no: String
    switch test {
    case .startsWith: (yes, no) = ([start, text], end == start ? "x" + text : end)
    case .endsWith: (yes, no) = ([end, text], end == start ? text + "x" : start)
    case .contains: (yes, no) = ([start, end, text], text + "x")
    }
    for part in yes {
      guard try await holds(.text(field, test, part), for: rate) else { return false }
    }
    return try await !holds(.text(field, test, no), for: rate)
  }

  /// Letters, digits and spaces alone: nothing that a pattern could mean otherwise.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count < 200 && text.first != " " && text.last != " "
      && text.utf8.allSatisfy { byte in
        byte == 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte)
      }
  }
}
