import Hummingbird
import RateQL

/// The contract's operations on the tenant's billing settings.
struct BillingOperations {
  let table: RateTable

  func get() async throws -> Response {
    let settings = try await table.billing()
    var writer = JSONWriter(capacity: 128)
    writer.raw("{\"enabled\":")
    if settings.enabled { writer.raw("true") } else { writer.raw("false") }
    writer.raw(",\"account\":")
    writer.string(settings.account)
    writer.raw(",\"type\":")
    writer.string(settings.type)
    writer.raw("}")
    return .json(writer)
  }

  /// What is left out takes its default: all three have one in the contract. No body changes nothing.
  func set(_ request: Request) async throws -> Response {
    guard let body = try await BodyReader.optionalJSON(request) else { return Response(status: .ok) }
    guard case .object = body else {
      throw APIError.invalid("the body must be a JSON object, not \(body.kind)")
    }
    var problems: [String] = []
    func name(_ field: BillingField, _ kind: SymbolKind, or value: String) -> String {
      guard let given = body[field.name] else { return value }
      if case .string(let text) = given, kind.names.contains(text) { return text }
      problems.append("\(field.name) must be one of \(kind.names.joined(separator: ", "))")
      return value
    }
    var enabled = false
    switch body[BillingField.enabled.name] {
    case nil: break
    case .bool(let value): enabled = value
    case .some(let other): problems.append("enabled must be true or false, not \(other.kind)")
    }
    let settings = BillingSettings(
      enabled: enabled, account: name(.account, .billingAccount, or: "TENANT"),
      type: name(.type, .billingType, or: "OFFLINE"))
    guard problems.isEmpty else { throw APIError(invalid: problems) }
    try await table.setBilling(settings)
    return Response(status: .ok)
  }
}
