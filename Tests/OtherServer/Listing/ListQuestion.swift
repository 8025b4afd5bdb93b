import RateQL

/// The query options of the list operation, understood. Source: the contract, "List call rates".
struct ListQuestion {
  struct Key {
    var field: RateField
    var isDescending: Bool
  }

  var filter: Condition?
  var order: [Key] = []
  var search: String?
  var skip = 0
  var top = 100

  init(_ options: [String: String], _ settings: OtherSettings) throws(Refusal) {
    let quirks = settings.quirks
    if let text = options["filter"], !quirks.contains(.filterIgnored) {
      guard !quirks.contains(.filterRefused) else {
        throw .invalid("the option `filter` is not supported", "filter")
      }
      filter = try FilterReader.read(text, quirks)
    }
    if let text = options["orderby"], !quirks.contains(.orderIgnored) {
      guard !quirks.contains(.orderRefused) else {
        throw .invalid("the option `orderby` is not supported", "orderby")
      }
      order = try ListQuestion.order(text)
      if quirks.contains(.orderByFirstOnly) { order = Array(order.prefix(1)) }
      if quirks.contains(.orderAscendingOnly) {
        for place in order.indices { order[place].isDescending = false }
      }
    }
    if !quirks.contains(.searchIgnored) { search = options["search"] }
    skip = try ListQuestion.number("skip", options, default: 0, 0...Int(Int32.max))
    let most = quirks.contains(.topRefused) ? min(100, settings.pageCap) : 100
    top = try ListQuestion.number("top", options, default: most, 1...most)
    if quirks.contains(.pageCap) { top = min(top, max(1, settings.pageCap)) }
  }

  private static func number(
    _ name: String, _ options: [String: String], default normal: Int, _ range: ClosedRange<Int>
  ) throws(Refusal) -> Int {
    guard let text = options[name] else { return normal }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid("`\(name)` must be between \(range.lowerBound) and \(range.upperBound)", name)
    }
    return number
  }

  private static func order(_ text: String) throws(Refusal) -> [Key] {
    var tokens = try FilterTokens(text, option: "orderby")
    var keys: [Key] = []
    repeat {
      var key = Key(field: try tokens.field("orderby"), isDescending: false)
      if tokens.take(.word("desc")) { key.isDescending = true } else { _ = tokens.take(.word("asc")) }
      keys.append(key)
    } while tokens.take(.comma)
    guard tokens.current == nil else { throw .invalid("only `asc` or `desc` may follow a field", "orderby") }
    return keys
  }
}
