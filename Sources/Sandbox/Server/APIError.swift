import Hummingbird

/// A refusal in the vendor's form: `{"errors":[{"code":"VALIDATE_FAILED","message":"…"}]}`.
///
/// Source: the vendor's guide, "Errors": 4xx, codes of capitals with underscores.
struct APIError: Error, Sendable {
  struct Entry: Sendable, Hashable {
    var code: String
    var message: String
  }

  var status: HTTPResponse.Status
  var entries: [Entry]
  var headers = HTTPFields()

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String, headers: HTTPFields = HTTPFields()) {
    self.status = status
    self.entries = [Entry(code: code, message: message)]
    self.headers = headers
  }

  /// 400 with one entry for each thing that is wrong.
  init(invalid messages: [String]) {
    status = .badRequest
    entries = messages.map { Entry(code: "VALIDATE_FAILED", message: $0) }
  }

  static func invalid(_ message: String) -> APIError { APIError(invalid: [message]) }

  static func noRate(_ id: String) -> APIError {
    APIError(.notFound, "NOT_FOUND", "there is no call rate with the id '\(id)'")
  }

  static func prefixTaken(_ prefix: String) -> APIError {
    APIError(.conflict, "ALREADY_EXISTS", "another call rate has the prefix '\(prefix)'; prefixes are unique")
  }

  static func notSignedIn(_ message: String, tokenWasSent: Bool) -> APIError {
    let challenge =
      tokenWasSent ? "Bearer realm=\"sandbox\", error=\"invalid_token\"" : "Bearer realm=\"sandbox\""
    return APIError(
      .unauthorized, "UNAUTHORIZED", message, headers: [.wwwAuthenticate: challenge])
  }

  var response: Response {
    var writer = JSONWriter(capacity: 256)
    writer.raw("{\"errors\":[")
    for (index, entry) in entries.enumerated() {
      if index > 0 { writer.raw(",") }
      writer.raw("{\"code\":")
      writer.string(entry.code)
      writer.raw(",\"message\":")
      writer.string(entry.message)
      writer.raw("}")
    }
    writer.raw("]}")
    var response = Response.json(writer, status: status)
    response.headers.append(contentsOf: headers)
    return response
  }
}

extension Response {
  static func json(_ writer: JSONWriter, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
  }
}
