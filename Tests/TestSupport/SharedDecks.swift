package import Foundation

/// Decks and calls that are not part of the project: in the folder that `RATEQL_SHARED` names, or in one called
/// `shared` beside the project. Tests that need them are skipped where they are not there.
package enum SharedDecks {
  private static let folder: URL = {
    if let given = ProcessInfo.processInfo.environment["RATEQL_SHARED"] { return URL(fileURLWithPath: given) }
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return project.deletingLastPathComponent().appendingPathComponent("shared")
  }()

  package static func file(_ name: String) -> URL? {
    let url = folder.appendingPathComponent("decks").appendingPathComponent(name)
    return FileManager.default.isReadableFile(atPath: url.path) ? url : nil
  }

  /// The rows of a clean CSV file, without its header.
  package static func rows(_ url: URL) throws -> [[String]] {
    let text = try String(contentsOf: url, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { cells($0) }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var quoted = false
    for character in line {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
