import ExactJSON
package import RateQL

extension PBXSession {
  /// Source: the contract, "Retrieve tenant billing configurations".
  package func billing() async throws -> BillingSettings {
    let request = PBXRequest(method: .get, path: "/tenant/billing", purpose: "read the billing settings")
    let answer = try await perform(request)
    return try decode(answer, of: request) { bytes throws(JSONFault) in
      let value = try JSONValue.parse(bytes)
      return BillingSettings(
        enabled: try PBXSession.flag(value, .enabled), account: try PBXSession.word(value, .account),
        type: try PBXSession.word(value, .type))
    }
  }

  /// Source: the contract, "Update tenant billing configurations".
  package func setBilling(_ settings: BillingSettings) async throws {
    var writer = JSONWriter()
    writer.open()
    for field in BillingField.allCases {
      writer.key(field.name)
      writer.value(settings[field])
    }
    writer.close()
    let request = PBXRequest(
      method: .post, path: "/tenant/billing", body: .json(writer.bytes), isWrite: true,
      purpose: "change the billing settings")
    try refuseHiddenError(try await perform(request), request)
  }

  /// A setting that is missing is not taken for its default: it would be written back as if it were known.
  private static func flag(_ value: JSONValue, _ field: BillingField) throws(JSONFault) -> Bool {
    switch value[field.name] {
    case .bool(let flag): return flag
    case .string("true"), .number("1"): return true
    case .string("false"), .number("0"): return false
    default: throw .shape("\(field.name) is neither true nor false")
    }
  }

  private static func word(_ value: JSONValue, _ field: BillingField) throws(JSONFault) -> String {
    guard let word = value[field.name]?.string, !word.isEmpty else {
      throw .shape("\(field.name) is not a text")
    }
    return word
  }
}
