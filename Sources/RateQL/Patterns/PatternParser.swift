indirect enum PatternTree {
  case empty
  case set(CharacterSet)
  case atStart, atEnd
  case wordEdge(negated: Bool)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// Nil as the upper bound: any number.
  case repeated(PatternTree, Int, Int?)
}

/// Reads the classic syntax: `. [a-z] [^…] ( ) (?: ) | * + ? {m,n} ^ $ \d \w \s \b` and `(?i)` in front.
struct PatternParser {
  private static let maximumDepth = 100
  private static let maximumRepeat = 1_000

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var ignoresCase = false

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(PatternError) -> PatternTree {
    if scalars.starts(with: "(?i)".unicodeScalars) {
      ignoresCase = true
      position = 4
    }
    let tree = try parseChoice()
    guard position == scalars.count else { throw PatternError(reason: "a `)` has no `(`") }
    return tree
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  private mutating func parseChoice() throws(PatternError) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= PatternParser.maximumDepth else { throw PatternError(reason: "it is nested too deeply") }
    var ways = [try parseSequence()]
    while take("|") { ways.append(try parseSequence()) }
    return ways.count == 1 ? ways[0] : .choice(ways)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = current, scalar != "|", scalar != ")" { parts.append(try parseRepeat()) }
    return parts.count == 1 ? parts[0] : (parts.isEmpty ? .empty : .sequence(parts))
  }

  private mutating func parseRepeat() throws(PatternError) -> PatternTree {
    let part = try parseAtom()
    guard let bounds = try parseBounds() else { return part }
    _ = take("?")  // lazy: the same for a yes or no
    if let next = current, "*+?".unicodeScalars.contains(next) {
      throw PatternError(reason: "`\(next)` has nothing to repeat")
    }
    return .repeated(part, bounds.low, bounds.high)
  }

  private mutating func parseBounds() throws(PatternError) -> (low: Int, high: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard current == "{" else { return nil }
    let open = position
    position += 1
    let low = number()
    var high = low
    if take(",") { high = number() }
    let isOpenEnded = high == nil
    guard take("}"), let low else {
      position = open
      throw PatternError(
        reason: "`{` is not followed by a repeat count such as {2,5}; for the brace write \\{")
    }
    guard low <= PatternParser.maximumRepeat, (high ?? 0) <= PatternParser.maximumRepeat else {
      throw PatternError(reason: "a repeat count is at most \(PatternParser.maximumRepeat)")
    }
    guard isOpenEnded || (high ?? low) >= low else {
      throw PatternError(reason: "a repeat count runs backwards")
    }
    return (low, isOpenEnded ? nil : high)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, CharacterSet.digit.contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func parseAtom() throws(PatternError) -> PatternTree {
    guard let scalar = current else { return .empty }
    position += 1
    switch scalar {
    case "(":
      if take("?") {
        guard take(":") else {
          throw PatternError(reason: "only plain groups ( ) and (?: ) are known, and (?i) at the very start")
        }
      }
      let inner = try parseChoice()
      guard take(")") else { throw PatternError(reason: "a `(` has no `)`") }
      return inner
    case "[": return .set(folded(try parseClass()))
    case ".": return .set(.any)
    case "^": return .atStart
    case "$": return .atEnd
    case "*", "+", "?": throw PatternError(reason: "`\(scalar)` has nothing to repeat")
    case "\\": return try parseEscape()
    default: return .set(folded(CharacterSet(scalar)))
    }
  }

  private func folded(_ set: CharacterSet) -> CharacterSet { ignoresCase ? set.foldingCase : set }

  private mutating func parseEscape() throws(PatternError) -> PatternTree {
    guard let scalar = current else { throw PatternError(reason: "it ends with a lone `\\`") }
    if scalar == "b" || scalar == "B" {
      position += 1
      return .wordEdge(negated: scalar == "B")
    }
    return .set(folded(try parseEscapedSet()))
  }

  /// The set behind a backslash, inside a class or not.
  private mutating func parseEscapedSet() throws(PatternError) -> CharacterSet {
    guard let scalar = current else { throw PatternError(reason: "it ends with a lone `\\`") }
    position += 1
    switch scalar {
    case "d": return .digit
    case "D": return CharacterSet.digit.negated
    case "w": return .word
    case "W": return CharacterSet.word.negated
    case "s": return .space
    case "S": return CharacterSet.space.negated
    case "n": return CharacterSet("\n")
    case "t": return CharacterSet("\t")
    case "r": return CharacterSet("\r")
    case "0"..."9": throw PatternError(reason: "back references such as \\\(scalar) are not known")
    case "a"..."z", "A"..."Z": throw PatternError(reason: "`\\\(scalar)` is not known")
    default: return CharacterSet(scalar)
    }
  }

  /// POSIX names classes inside of `[ ]`; here the characters of such a name would be taken one by one.
  private static let classEscapes = [
    "digit": "`\\d`", "space": "`\\s`", "blank": "a blank and `\\t`", "alpha": "`a-zA-Z`", "upper": "`A-Z`",
    "lower": "`a-z`", "alnum": "`a-zA-Z0-9`", "word": "`\\w`", "xdigit": "`0-9a-fA-F`",
  ]

  /// The name in `[:name:]`, behind its `[`.
  private func namedClass() -> String? {
    guard current == ":" else { return nil }
    let name = scalars[(position + 1)...].prefix { ("a"..."z").contains($0) }
    let end = position + 1 + name.count
    guard !name.isEmpty, end + 1 < scalars.count, scalars[end] == ":", scalars[end + 1] == "]" else {
      return nil
    }
    return String(String.UnicodeScalarView(name))
  }

  /// What stands between `[` and `]`.
  private mutating func parseClass() throws(PatternError) -> CharacterSet {
    let negated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = current, scalar != "]" || isFirst {
      isFirst = false
      position += 1
      if scalar == "[", let name = namedClass() {
        throw PatternError(
          reason:
            "`[:\(name):]` is not known\(PatternParser.classEscapes[name].map { ": write \($0)" } ?? "")")
      }
      var low = CharacterSet(scalar)
      if scalar == "\\" { low = try parseEscapedSet() }
      let single = low.ranges.count == 1 && low.ranges[0].count == 1 && !low.isNegated
      if single, current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        guard let end = current else { break }
        position += 1
        var high = CharacterSet(end)
        if end == "\\" { high = try parseEscapedSet() }
        guard high.ranges.count == 1, high.ranges[0].count == 1, !high.isNegated,
          high.ranges[0].lowerBound >= low.ranges[0].lowerBound
        else { throw PatternError(reason: "a range in [ ] runs backwards or ends in a class") }
        ranges.append(low.ranges[0].lowerBound...high.ranges[0].lowerBound)
      } else {
        ranges += low.plainRanges
      }
    }
    guard take("]") else { throw PatternError(reason: "a `[` has no `]`") }
    return CharacterSet(ranges, negated: negated)
  }
}
