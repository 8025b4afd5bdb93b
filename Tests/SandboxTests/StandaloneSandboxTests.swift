import Foundation
import Synchronization
import Testing

@testable import Sandbox

@Suite struct StandaloneSandboxTests {
  /// The lines printed up to the address (and the token, where one is made).
  static func lines(deckFile: String? = nil, tokenFile: String? = nil, count: Int) async throws -> [String] {
    var configuration = SandboxConfiguration()
    configuration.rates = 2
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let server = Task { [configuration] in
      defer { continuation.finish() }
      try await StandaloneSandbox.run(configuration, deckFile: deckFile, tokenFile: tokenFile) {
        continuation.yield($0)
      }
    }
    var lines: [String] = []
    for await line in stream {
      lines.append(line)
      if lines.count == count { server.cancel() }
    }
    try await server.value
    return lines
  }

  @Test func theAddressAndAMadeTokenArePrinted() async throws {
    let lines = try await StandaloneSandboxTests.lines(count: 2)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("sandbox: http://127.0.0.1:") && lines[0].hasSuffix("/api"))
    #expect(lines[1].hasPrefix("token: "))
  }

  @Test func aTokenFileIsReadOrMade() async throws {
    try await DatabaseTests.inFolder { folder in
      let path = folder + "/token"
      #expect(try await StandaloneSandboxTests.lines(tokenFile: path, count: 1).count == 1)
      let made = try String(contentsOfFile: path, encoding: .utf8)
      #expect(made.count == 65)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      _ = try await StandaloneSandboxTests.lines(tokenFile: path, count: 1)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == made)
      try "\n".write(toFile: path, atomically: true, encoding: .utf8)
      await #expect(throws: SandboxError.self) {
        _ = try await StandaloneSandboxTests.lines(tokenFile: path, count: 1)
      }
    }
  }
}
