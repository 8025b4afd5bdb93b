import Hummingbird
import HummingbirdTesting
import Testing

@testable import Sandbox

@Suite struct LiveServerTests {
  @Test func aRealSocketAnswers() async throws {
    var configuration = SandboxConfiguration()
    configuration.rates = 250
    let server = try await SandboxServer(configuration)
    try await server.application().test(.live) { client in
      let headers: HTTPFields = [.authorization: "Bearer \(server.token)"]
      for skip in [0, 100, 200] {
        try await client.execute(uri: "/api/call_rates?skip=\(skip)", method: .get, headers: headers) {
          response in
          #expect(response.status == .ok)
          #expect(String(buffer: response.body).hasPrefix("{\"count\":250,"))
        }
      }
      try await client.execute(
        uri: "/api/call_rates", method: .post, headers: headers, body: ByteBuffer(string: "{}")
      ) { #expect($0.status == .badRequest) }
    }
  }

  @Test func aCancelledServerStopsAndFreesItsPort() async throws {
    var configuration = SandboxConfiguration()
    configuration.rates = 3
    for _ in 0..<2 {
      let (ready, continuation) = AsyncStream.makeStream(of: SandboxAddress.self)
      let server = Task { [configuration] in
        try await SandboxServer.run(configuration) { continuation.yield($0) }
        continuation.finish()
      }
      var address: SandboxAddress?
      for await value in ready {
        address = value
        server.cancel()
      }
      try await server.value
      let found = try #require(address)
      #expect(found.url == "http://127.0.0.1:\(found.port)/api" && found.port > 0 && found.token.count == 64)
      // The second round listens where the first one did.
      configuration.port = found.port
    }
  }

  @Test func aTakenPortIsAClearError() async throws {
    var configuration = SandboxConfiguration()
    configuration.rates = 0
    let (ready, continuation) = AsyncStream.makeStream(of: SandboxAddress.self)
    let first = Task { [configuration] in
      try await SandboxServer.run(configuration) { continuation.yield($0) }
    }
    for await address in ready {
      configuration.port = address.port
      break
    }
    await #expect(throws: SandboxError.self) { try await SandboxServer.run(configuration) { _ in } }
    first.cancel()
    try await first.value
  }
}
