import RateQL

/// A file that the server sends.
package struct PBXExport {
  /// A bare file name that is safe to create in a folder of one's own; the server's suggestion where it
  /// made a usable one.
  package let suggestedName: String
  /// How long the file will be, where the server says so.
  package let length: Int?
  private let answer: StreamedAnswer

  init(_ answer: StreamedAnswer) {
    self.answer = answer
    suggestedName = FileName.suggested(by: answer.disposition)
    length = answer.length
  }

  /// Hands the file over piece by piece, in order.
  package func forEachChunk(_ body: ([UInt8]) async throws -> Void) async throws {
    try await answer.forEachChunk(body)
  }
}

extension PBXSession {
  /// Asks for the server's own export of its rates and hands it to `consume` while it comes in.
  ///
  /// An export that breaks off is an error: what `consume` has had until then is not the whole file.
  /// Source: the contract, "Export call rates".
  package func export<Result>(_ consume: (PBXExport) async throws -> Result) async throws -> Result {
    let request = PBXRequest(method: .get, path: "/call_rates/export", purpose: "export the rates")
    return try await stream(request) { answer in
      guard !answer.contentType.lowercased().contains("html") else {
        throw StoreError.badAnswer(
          "\(name), asked to \(request.purpose), answered with HTML: is this the PBX's API address?")
      }
      return try await consume(PBXExport(answer))
    }
  }
}
