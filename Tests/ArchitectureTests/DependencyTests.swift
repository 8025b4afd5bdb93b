import Foundation
import Testing

/// The house: which target may know which, and which package each stands on.
@Suite("Dependencies run one way")
struct DependencyTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every import that a target may have. The language knows nothing of the world.
  static let allowed: [String: Set<String>] = [
    "RateQL": ["Synchronization"],
    "Decks": ["RateQL", "SwiftCSV", "FoundationEssentials"],
    "ExactJSON": ["RateQL"],
    "EventLoopTasks": ["NIOCore"],
    "PBXClient": [
      "EventLoopTasks", "ExactJSON", "RateQL", "AsyncHTTPClient", "Crypto", "Foundation",
      "FoundationEssentials", "Glibc",
      "Musl", "Darwin", "Logging", "NIOCore", "NIOEmbedded", "NIOFoundationCompat", "NIOHTTP1",
      "NIOHTTPCompression", "NIOPosix", "NIOSSL", "Synchronization",
    ],
    "BulkEdit": [
      "ExactJSON", "RateQL", "Crypto", "Dispatch", "FoundationEssentials", "GRDB", "GRDBSQLite", "Glibc",
      "Musl", "Darwin",
      "Synchronization",
    ],
    "Sandbox": [
      "Decks", "EventLoopTasks", "RateQL", "Crypto", "FoundationEssentials", "Foundation", "GRDB",
      "GRDBSQLite",
      "Glibc", "Musl", "Darwin",
      "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "Synchronization",
    ],
    "Rendering": ["RateQL", "Dispatch", "Glibc", "Musl", "Darwin", "Synchronization"],
    "LineEditor": ["CLibEdit", "Dispatch", "Foundation", "Glibc", "Musl", "Darwin", "Synchronization"],
    "Repl": ["BulkEdit", "LineEditor", "RateQL", "Rendering", "Synchronization"],
    "Commands": [
      "ArgumentParser", "BulkEdit", "Decks", "Foundation", "FoundationEssentials", "Glibc", "Musl",
      "Darwin",
      "LineEditor", "PBXClient", "RateQL", "Rendering", "Repl", "Sandbox", "Synchronization", "TOMLKit",
      "UnixSignals",
    ],
    "Program": ["Commands", "Foundation"],
  ]

  static func sources(_ folder: String) -> [URL] {
    let files = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
  }

  static func imports(_ file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 2, !line.hasPrefix("//"),
        place + 1 < words.count
      else { return nil }
      return words[place + 1].split(separator: ".").first.map(String.init)
    }
  }

  @Test("each target imports only what lies below it", arguments: allowed.keys.sorted())
  func targetImports(_ target: String) throws {
    let files = DependencyTests.sources("Sources/\(target)")
    #expect(!files.isEmpty)
    let allowed = try #require(DependencyTests.allowed[target])
    for file in files {
      for module in try DependencyTests.imports(file) where !allowed.contains(module) {
        Issue.record("\(target)/\(file.lastPathComponent) imports \(module)")
      }
    }
  }

  @Test("every target is in the table, and in ARCHITECTURE.md")
  func tableIsWhole() throws {
    let sources = DependencyTests.root.appendingPathComponent("Sources")
    let targets = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    let page = try String(
      contentsOf: DependencyTests.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
    for target in targets where target != "CLibEdit" {
      #expect(DependencyTests.allowed[target] != nil, "\(target)")
    }
    for target in targets { #expect(page.contains("`\(target)`"), "\(target)") }
  }
}
