import Hummingbird
import RateQL

/// The contract's operations on call rates.
struct RateOperations {
  let table: RateTable

  func list(_ request: Request) async throws -> Response {
    let options = try ListRequest(FormText(request.uri.query ?? ""))
    return .json(try await table.page(options))
  }

  func create(_ request: Request) async throws -> Response {
    let rate = try RateValidation.create(try await BodyReader.json(request))
    let id = try await table.create(rate)
    var writer = JSONWriter(capacity: 64)
    writer.raw("{\"id\":")
    writer.string(id)
    writer.raw("}")
    return .json(writer)
  }

  func get(_ id: String) async throws -> Response { .json(try await table.rate(id: id)) }

  /// No body changes nothing.
  func update(_ id: String, _ request: Request) async throws -> Response {
    if let body = try await BodyReader.optionalJSON(request) {
      try await table.update(id: id, with: try RateValidation.update(body))
    } else {
      _ = try await table.rate(id: id)
    }
    return Response(status: .ok)
  }

  func destroy(_ id: String) async throws -> Response {
    try await table.delete(id: id)
    return Response(status: .noContent)
  }

  func export() async throws -> Response {
    let file = try await table.export()
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream",
        .contentDisposition: "attachment; filename=\"call_rates.csv\"",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}
