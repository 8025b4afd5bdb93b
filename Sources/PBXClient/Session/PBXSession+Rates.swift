import ExactJSON
package import RateQL

extension PBXSession {
  /// Source: the contract, "Retrieve a call rate".
  package func rate(id: String) async throws -> RateRecord? {
    // Without an id the path would be that of the list.
    guard !id.isEmpty else { return nil }
    let request = PBXRequest(
      method: .get, path: PBXSession.path(id), purpose: "read rate \(PlainText.line(id, limit: 60))")
    let answer: PBXAnswer
    do {
      answer = try await perform(request)
    } catch StoreError.refused(let refusal) where refusal.status == 404 || refusal.status == 410 {
      return nil
    }
    let (record, rounded) = try decode(answer, of: request) { bytes throws(JSONFault) in
      let decoded = try RateRecord.decode(bytes)
      guard let found = decoded.record.id else { throw .shape("it has no id") }
      guard found == id else {
        throw .shape("it is rate \(PlainText.line(found, limit: 60)) instead")
      }
      return decoded
    }
    noteRounded(rounded)
    return record
  }

  /// Source: the contract, "Create a call rate".
  package func create(_ record: RateRecord) async throws -> String {
    let prefix = PlainText.line(record.prefix ?? "", limit: 64)
    let request = PBXRequest(
      method: .post, path: "/call_rates", body: .json(record.jsonBody()), isWrite: true,
      purpose: "create a rate for prefix \(prefix)")
    let answer = try await perform(request)
    try refuseHiddenError(answer, request)
    if let value = try? answer.body.withUnsafeBytes({ try JSONValue.parse($0) }) {
      switch value["id"] {
      case .string(let id) where !id.isEmpty: return id
      case .number(let id): return id
      default: break
      }
    }
    // Some servers answer without a body: the new rate is found by its prefix, which is unique.
    if let prefix = record.prefix, let id = try? await id(ofPrefix: prefix) { return id }
    throw StoreError.uncertain(
      "\(name), asked to \(request.purpose), gave no id, and the rate is not in its list")
  }

  private func id(ofPrefix prefix: String) async throws -> String? {
    let predicate = StorePredicate.compare(.prefix, .equal, .text(prefix))
    // One that is found is the one, whatever the server makes of conditions.
    if let id = try? await id(ofPrefix: prefix, among: ScanRequest(predicate: predicate)) { return id }
    return try await id(ofPrefix: prefix, among: ScanRequest())
  }

  private func id(ofPrefix prefix: String, among request: ScanRequest) async throws -> String? {
    var id: String?
    try await scan(request) { batch in
      for row in 0..<batch.count where batch.value(.prefix, row) == .text(prefix) {
        id = batch.value(.id, row)?.string
        return .enough
      }
      return .more
    }
    return id
  }

  /// Source: the contract, "Update a call rate".
  package func update(id: String, to record: RateRecord) async throws {
    try await change(
      id: id,
      PBXRequest(
        method: .post, path: PBXSession.path(id), body: .json(record.jsonBody()), isWrite: true,
        purpose: "update rate \(PlainText.line(id, limit: 60))"))
  }

  /// Source: the contract, "Delete a call rate".
  package func delete(id: String) async throws {
    try await change(
      id: id,
      PBXRequest(
        method: .post, path: PBXSession.path(id) + "/destroy", isWrite: true,
        purpose: "delete rate \(PlainText.line(id, limit: 60))"))
  }

  private func change(id: String, _ request: PBXRequest) async throws {
    guard !id.isEmpty else {
      throw StoreError.refused(.init(status: 404, code: "NOT_FOUND", message: "a rate without an id"))
    }
    try refuseHiddenError(try await perform(request), request)
  }

  /// The path of one rate; an id is any text, so all of it is encoded.
  static func path(_ id: String) -> String { "/call_rates/" + PercentCoding.segment(id) }

  /// A write's answer may have any body or none, but neither an error in it nor a web page.
  func refuseHiddenError(_ answer: PBXAnswer, _ request: PBXRequest) throws {
    guard !answer.body.isEmpty else { return }
    if answer.isHTML {
      throw StoreError.uncertain(
        "\(name), asked to \(request.purpose), answered with HTML, not JSON; "
          + "it may or may not have done it")
    }
    let words = words(answer)
    if words.isVendors {
      throw StoreError.refused(.init(status: answer.status, code: words.code, message: words.message))
    }
  }

  func noteRounded(_ rounded: Int) {
    guard rounded > 0 else { return }
    count { $0.rounded += rounded }
    knowledge.tell(.rounded(server: name))
  }
}
