/// One request of the contract, before a sign-in is added to it.
struct PBXRequest: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  enum Body: Sendable {
    case none
    case json([UInt8])
    case form([UInt8])
  }

  var method: Method
  /// The path after the base address, percent-encoded, with its query.
  var path: String
  var body: Body
  /// Whether it changes something at the server: such a request is never repeated by itself.
  var isWrite: Bool
  /// Whether its answer may come compressed: worth it for a page of rates, not for one.
  var mayBeCompressed: Bool
  private let words: @Sendable () -> String

  /// - Parameter purpose: what it is for, in a message: "list the rates". Few requests are ever told of.
  init(
    method: Method, path: String, body: Body = .none, isWrite: Bool = false, mayBeCompressed: Bool = false,
    purpose: @autoclosure @escaping @Sendable () -> String
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.isWrite = isWrite
    self.mayBeCompressed = mayBeCompressed
    words = purpose
  }

  /// What it is for, in a message.
  var purpose: String { words() }

  /// The body as it is sent; nil where there is none.
  var bytes: [UInt8]? {
    switch body {
    case .none: nil
    case .json(let bytes), .form(let bytes): bytes
    }
  }

  var contentType: String? {
    switch body {
    case .none: nil
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    }
  }
}

/// An answer, read whole.
struct PBXAnswer: Sendable {
  var status: Int
  var contentType: String
  var body: [UInt8]
  /// The headers `Retry-After`, `Date` and `Location`.
  var retryAfter: String?
  var date: String?
  var location: String?

  var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether it is a web page: what a proxy, or a wrong address, answers with.
  var isHTML: Bool {
    contentType.lowercased().contains("html")
      || body.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) } == UInt8(ascii: "<")
  }

  var text: String { String(decoding: body.prefix(65_536), as: UTF8.self) }
}
