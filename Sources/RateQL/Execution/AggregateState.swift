/// What one aggregate knows of one group so far.
struct AggregateState {
  let aggregate: Aggregate
  let isCondition: Bool
  private var count = 0
  private var sum = ExactDecimal.zero
  /// What of the sum no decimal is.
  private var fractions: FractionValues?
  private var extreme = Value.null
  /// The values themselves, where the result needs all of them.
  private var values: [ExactDecimal] = []
  private var share = ExactDecimal.zero
  /// A value to tell numbers, percents and durations apart.
  private var sample = Value.null

  init(_ aggregate: Aggregate, isCondition: Bool) {
    self.aggregate = aggregate
    self.isCondition = isCondition
  }

  /// Whether what a fold tells is enough.
  var takesFold: Bool {
    switch aggregate {
    case .sum, .avg, .min, .max: true
    case .count, .median, .percentile, .stddev: false
    }
  }

  /// Adds what a batch has for one group.
  mutating func add(_ input: AggregateInput, group: Int) throws(ArithmeticError) {
    switch input {
    case .counts(let counts): count += counts[group]
    case .fold(let fold): try add(fold, group)
    case .rows(let columns, let rows): try add(columns, rows[group])
    }
  }

  private mutating func add(_ fold: FixedFold, _ group: Int) throws(ArithmeticError) {
    guard fold.counts[group] > 0 else { return }
    count += fold.counts[group]
    if sample.isNull { sample = fold.value(.zero) }
    switch aggregate {
    case .min: take(fold.value(ExactDecimal(fixed: fold[group].smallest, scale: fold.scale)), -1)
    case .max: take(fold.value(ExactDecimal(fixed: fold[group].largest, scale: fold.scale)), 1)
    default: sum = try sum.adding(ExactDecimal(significand: fold[group].sum, scale: fold.scale))
    }
  }

  /// Keeps the value where it is more extreme than the one so far.
  private mutating func take(_ value: Value, _ sign: Int) {
    if extreme.isNull || ValueOrder.compare(value, extreme) == sign { extreme = value }
  }

  private mutating func add(_ columns: [Column], _ rows: [Int]) throws(ArithmeticError) {
    guard let column = columns.first else {
      count += rows.count
      return
    }
    for row in rows {
      let value = column[row]
      guard !value.isNull else { continue }
      if isCondition, value != .bool(true) { continue }
      count += 1
      if sample.isNull { sample = value }
      if case .fraction(let number) = value, try addFraction(number) { continue }
      switch aggregate {
      case .count: break
      case .sum, .avg: sum = try sum.adding(value.decimal ?? .zero)
      case .min: take(value, -1)
      case .max: take(value, 1)
      case .median, .percentile, .stddev: if let number = value.decimal { values.append(number) }
      }
      if aggregate == .percentile, let wanted = columns[safe: 1]?[row].decimal { share = wanted }
    }
  }

  func result() throws(ArithmeticError) -> Value {
    switch aggregate {
    case .count: return .int(count)
    case .min, .max: return extreme
    case .sum, .avg:
      if count == 0 { return .null }
      if let fractions { return try fractions.total(with: sum, dividedBy: aggregate == .avg ? count : nil) }
      return like(aggregate == .sum ? sum : try sum.divided(by: ExactDecimal(count)))
    case .median:
      return try percentile(ExactDecimal(significand: 5, scale: 1))
    case .percentile: return try percentile(share)
    case .stddev: return try deviation()
    }
  }

  /// The number in the kind that the input was of.
  private func like(_ number: ExactDecimal) -> Value {
    switch sample {
    case .percent: .percent(number)
    case .duration: .duration(number)
    default: .number(number)
    }
  }

  /// Interpolated between the two neighbours of the place `share × (n - 1)`.
  private func percentile(_ share: ExactDecimal) throws(ArithmeticError) -> Value {
    if let fractions { return try fractions.percentile(share, with: values) }
    guard !values.isEmpty else { return .null }
    let sorted = values.sorted()
    let place = try ExactDecimal(sorted.count - 1).multiplied(by: max(.zero, min(.one, share)))
    let below = try place.roundedToward(up: false)
    let rest = try place.subtracting(below)
    let index = Int(below.integer ?? 0)
    guard !rest.isZero, index + 1 < sorted.count else { return like(sorted[min(index, sorted.count - 1)]) }
    let step = try sorted[index + 1].subtracting(sorted[index]).multiplied(by: rest)
    return like(try sorted[index].adding(step).normalized)
  }

  /// Keeps a number that no decimal is; false where the aggregate does not need all of them. A deviation is
  /// a root, and takes the closest decimal.
  private mutating func addFraction(_ number: ExactFraction) throws(ArithmeticError) -> Bool {
    switch aggregate {
    case .count, .min, .max: return false
    case .stddev: values.append(number.closest)
    case .sum, .avg, .median, .percentile:
      if fractions == nil { fractions = FractionValues() }
      try fractions?.add(number, keeping: aggregate == .median || aggregate == .percentile)
    }
    return true
  }

  /// Of the sample: the squares are divided by n - 1; null for fewer than two values.
  private func deviation() throws(ArithmeticError) -> Value {
    guard values.count > 1 else { return .null }
    var total = ExactDecimal.zero
    for value in values { total = try total.adding(value) }
    let mean = try total.quotient(by: ExactDecimal(values.count)).rounded(toDigits: 12)
    var squares = ExactDecimal.zero
    for value in values {
      let distance = try value.subtracting(mean).rounded(toDigits: 12)
      squares = try squares.adding(distance.multiplied(by: distance).rounded(toDigits: 18))
    }
    return .number(try squares.quotient(by: ExactDecimal(values.count - 1)).squareRoot())
  }
}

extension ExactDecimal {
  /// The square root to ``divisionDigits`` digits, by Newton's method on exact decimals.
  func squareRoot() throws(ArithmeticError) -> ExactDecimal {
    guard !isNegative, !isZero else { return .zero }
    let half = ExactDecimal(significand: 5, scale: 1)
    var guess = self > .one ? self : .one
    for _ in 0..<200 {
      let better = try guess.adding(quotient(by: guess)).multiplied(by: half)
        .rounded(toDigits: ExactDecimal.divisionDigits)
      if better >= guess { break }
      guess = better
    }
    return guess.normalized
  }
}
