import Decks
import FoundationEssentials

/// A sandbox that stands alone, as a command runs it: a deck and a token may come from files.
package enum StandaloneSandbox {
  /// Serves until the task is cancelled, and prints its address on one line, then its token where it made
  /// one: `sandbox: http://127.0.0.1:40123/api` and `token: …`. Where it is to have faults, `faults: …` follows.
  ///
  /// - Parameters:
  ///   - deckFile: a clean CSV deck to load. Its rates are added to those of an existing database.
  ///   - tokenFile: a file whose first line is the token; where there is none, a token is made and written
  ///     there, readable by its owner only.
  ///   - print: takes one line at a time, without its end.
  /// - Throws: ``SandboxError``, or a `DeckError` that lists the lines at fault.
  package static func run(
    _ configuration: SandboxConfiguration, deckFile: String? = nil, tokenFile: String? = nil,
    print: @escaping @Sendable (String) -> Void
  ) async throws {
    var configuration = configuration
    if let deckFile { configuration.deck += try DeckReader.read(file: deckFile).records }
    if let tokenFile { configuration.tokens.insert(try token(from: tokenFile), at: 0) }
    let isMade = !configuration.tokens.contains { $0.role == .admin }
    let faults = configuration.faults
    try await SandboxServer.run(configuration) { address in
      print("sandbox: \(address.url)")
      if isMade { print("token: \(address.token)") }
      if let faults { print("faults: \(faults)") }
    }
  }

  private static func token(from path: String) throws(SandboxError) -> SandboxToken {
    guard FileManager.default.fileExists(atPath: path) else {
      let token = SandboxToken.random()
      do {
        try PrivateFile.write(token.value + "\n", to: path)
      } catch {
        throw .tokenFile(path: path, reason: error.description)
      }
      return token
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .tokenFile(path: path, reason: "it can't be read")
    }
    let line = data.prefix { $0 != 0x0A && $0 != 0x0D }
    guard let text = String(validating: line, as: UTF8.self), !text.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw .tokenFile(path: path, reason: "its first line must be a token without spaces")
    }
    return SandboxToken(text)
  }
}
