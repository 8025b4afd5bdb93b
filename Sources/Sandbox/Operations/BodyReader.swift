import Hummingbird

/// Bodies of requests, of a bounded size.
enum BodyReader {
  /// More than any record of the contract takes, escapes included.
  static let maximumSize = 64 * 1024

  /// - Throws: ``APIError``: 415 for another media type, 413 for too many bytes, 400 for what is no JSON.
  static func json(_ request: Request) async throws -> JSONValue {
    let bytes = try await bytes(of: request, mediaType: "application/json")
    do {
      return try JSONReader.value(utf8: bytes)
    } catch {
      throw APIError.invalid("the body is not valid JSON: \(error.message) (after byte \(error.offset))")
    }
  }

  /// As ``json(_:)``, with nil where nothing was sent: the contract doesn't require the body of an update.
  static func optionalJSON(_ request: Request) async throws -> JSONValue? {
    guard request.headers[.contentLength] != "0" else { return nil }
    let hasBody = request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil
    return hasBody ? try await json(request) : nil
  }

  /// - Throws: ``APIError``: 415 for another media type, 413 for too many bytes, 400 for what is no form.
  static func form(_ request: Request) async throws -> FormText {
    let bytes = try await bytes(of: request, mediaType: "application/x-www-form-urlencoded")
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw APIError.invalid("the body is not UTF-8")
    }
    return try FormText(text)
  }

  private static func bytes(of request: Request, mediaType: String) async throws -> [UInt8] {
    // No type at all is taken for the right one.
    if let type = request.headers[.contentType] {
      let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
      guard essence == mediaType else {
        throw APIError(
          .unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE",
          "send the body as 'Content-Type: \(mediaType)', not '\(essence)'")
      }
    }
    var bytes: [UInt8] = []
    for try await part in request.body {
      guard bytes.count + part.readableBytes <= maximumSize else {
        throw APIError(
          .contentTooLarge, "BODY_TOO_LARGE", "a body may have at most \(maximumSize) bytes")
      }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }
}
