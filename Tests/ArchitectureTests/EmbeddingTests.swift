import Foundation
import TestSupport
import Testing

/// The example package is built as a stranger would build it, and run: it has the product RateQL alone, so
/// only what is public, and nothing of the network, of SQLite or of the terminal is in it.
@Suite("A program that embeds the language")
struct EmbeddingTests {
  static let example = DependencyTests.root.appendingPathComponent("Examples/Embedding")

  /// What a binary holds that can talk HTTP, SQLite or libedit: symbols, and libraries that it loads.
  static let foreign = [
    "AsyncHTTPClient", "NIOCore", "NIOPosix", "sqlite3_open", "libsqlite3", "el_init", "libedit", "GRDB",
    "SwiftCSV", "Hummingbird", "ArgumentParser", "libFoundation",
  ]

  @Test("builds from the library alone, says what its page shows, and links nothing else")
  func example() async throws {
    let binary = try EmbeddingTests.build()
    let output = try EmbeddingTests.run([binary.path])
    #expect(output.status == 0)
    #expect(output.text == EmbeddingTests.blocks("text").first)
    let bytes = try Data(contentsOf: binary)
    for name in EmbeddingTests.foreign { #expect(!EmbeddingTests.holds(bytes, name), "\(name)") }
  }

  @Test("the same look finds them in the whole program")
  func control() throws {
    let whole = DependencyTests.root.appendingPathComponent(".build/debug/rateql")
    guard FileManager.default.fileExists(atPath: whole.path) else { return }
    let bytes = try Data(contentsOf: whole)
    for name in EmbeddingTests.foreign { #expect(EmbeddingTests.holds(bytes, name), "\(name)") }
  }

  @Test("the page's code is the example's")
  func page() throws {
    var code = ""
    for file in DependencyTests.sources("Examples/Embedding") {
      code += try String(contentsOf: file, encoding: .utf8)
    }
    let lines = EmbeddingTests.trimmed(code)
    let blocks = EmbeddingTests.blocks("swift")
    #expect(blocks.count >= 4)
    for block in blocks { #expect(lines.contains(EmbeddingTests.trimmed(block)), "\(block)") }
  }

  // MARK: Helpers

  /// Builds the example beside the project's own build, with the packages that are there already.
  private static func build() throws -> URL {
    let files = FileManager.default
    let build = DependencyTests.root.appendingPathComponent(".build")
    let scratch = build.appendingPathComponent("embedding")
    try files.createDirectory(at: scratch, withIntermediateDirectories: true)
    var command = ["swift", "build", "--package-path", example.path, "--scratch-path", scratch.path]
    if files.fileExists(atPath: build.appendingPathComponent("workspace-state.json").path) {
      for folder in ["checkouts", "repositories"] {
        try? files.createSymbolicLink(
          atPath: scratch.appendingPathComponent(folder).path, withDestinationPath: "../\(folder)")
      }
      try replace(scratch.appendingPathComponent("workspace-state.json"), from: build)
      try replace(example.appendingPathComponent("Package.resolved"), from: DependencyTests.root)
      command += ["--disable-automatic-resolution", "--skip-update"]
    }
    let result = try run(command)
    try #require(result.status == 0, "\(result.text)")
    return scratch.appendingPathComponent("debug/Embedding")
  }

  private static func replace(_ file: URL, from folder: URL) throws {
    try? FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(at: folder.appendingPathComponent(file.lastPathComponent), to: file)
  }

  /// Runs a command to its end; what it wrote goes through a file, so that nothing can block.
  private static func run(_ command: [String]) throws -> (status: Int32, text: String) {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let file = folder.url.appendingPathComponent("output")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    // The compiler leaves folders and locks behind where temporary files go.
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
  }

  private static func holds(_ bytes: Data, _ name: String) -> Bool { bytes.range(of: Data(name.utf8)) != nil }

  /// The fenced blocks of the page in that language.
  private static func blocks(_ language: String) -> [String] {
    let page = DependencyTests.root.appendingPathComponent("docs/embedding.md")
    guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
    return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { part in
      part.components(separatedBy: "```").first
    }
  }

  /// Every line without its indentation, which differs between the page and the file.
  private static func trimmed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.joined(separator: "\n")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
