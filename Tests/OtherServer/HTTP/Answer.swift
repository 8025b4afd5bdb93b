/// What is answered to a request, before it is put into bytes on a connection.
struct Answer: Sendable {
  enum Header: Sendable {
    case location, retryAfter, disposition
  }

  var status = 200
  var headers: [Header: String] = [:]
  var type: String?
  var body: [UInt8] = []
  /// There is no answer: the connection is reset.
  var isReset = false

  static func json(_ value: JSONText, status: Int = 200) -> Answer {
    Answer(status: status, type: "application/json; charset=utf-8", body: Array(value.text.utf8))
  }

  static func empty(_ status: Int) -> Answer { Answer(status: status) }

  static let reset = Answer(isReset: true)

  static func file(_ name: String, _ text: String) -> Answer {
    Answer(
      headers: [.disposition: "attachment; filename=\"\(name)\""],
      type: "application/octet-stream", body: Array(text.utf8))
  }
}

/// A request that is not granted.
struct Refusal: Error, Sendable {
  var status: Int
  var code: String
  var message: String
  /// The field or option at fault.
  var detail: String?
  var headers: [Answer.Header: String] = [:]

  init(_ status: Int, _ code: String, _ message: String, detail: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.detail = detail
  }

  static func invalid(_ message: String, _ detail: String? = nil) -> Refusal {
    Refusal(400, "VALIDATE_FAILED", message, detail: detail)
  }

  /// - Parameter isHTML: as a proxy in front tells it.
  func answer(isHTML: Bool) -> Answer {
    guard !isHTML else {
      let page = """
        <!DOCTYPE html>
        <html>
        <head><title>\(status) \(code)</title><style>body { color: #333 }</style></head>
        <body>
        <h1>The request could not be served</h1>
        <p>\(message)</p>
        <hr><center>proxy/1.25</center>
        </body>
        </html>
        """
      return Answer(
        status: status, headers: headers, type: "text/html; charset=utf-8", body: Array(page.utf8))
    }
    var answer = Answer.json(
      .object([
        (
          "errors",
          .list([
            .object([
              ("code", .text(code)), ("detail", detail.map { .text($0) } ?? .null),
              ("message", .text(message)),
            ])
          ])
        )
      ]), status: status)
    answer.headers = headers
    return answer
  }
}
