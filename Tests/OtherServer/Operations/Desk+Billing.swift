import RateQL

/// Source: the contract, "Retrieve tenant billing configurations" and "Update tenant billing configurations".
extension Desk {
  var billing: Answer {
    let billing = table.billing
    return .json(
      .object([
        ("type", .text(billing.type)), ("account", .text(billing.account)),
        ("enabled", .truth(billing.enabled)),
      ]))
  }

  func setBilling(_ request: SeenRequest) throws(Refusal) -> Answer {
    guard let members = JSONDocument(request.body)?.members else {
      throw .invalid("the body is no JSON object")
    }
    var billing = table.billing
    if let value = members["enabled"] {
      guard case .truth(let isEnabled) = value else { throw .invalid("it is true or false", "enabled") }
      billing.enabled = isEnabled
    }
    billing.account = try Desk.word(members, "account", of: ["TENANT", "USER"]) ?? billing.account
    billing.type = try Desk.word(members, "type", of: ["OFFLINE", "ONLINE"]) ?? billing.type
    table.billing = billing
    return .empty(200)
  }

  private static func word(
    _ members: [String: JSONDocument], _ name: String, of words: [String]
  ) throws(Refusal) -> String? {
    guard let value = members[name] else { return nil }
    guard let word = value.string, words.contains(word) else {
      throw .invalid("it is one of \(words.joined(separator: " and "))", name)
    }
    return word
  }
}
