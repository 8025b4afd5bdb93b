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
    return text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst().map { cells($0) }
  }

  private static func cells(_ line: Substring.UTF8View) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    for byte in line {
      switch byte {
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ",") where !quoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
      default: if byte != UInt8(ascii: "\r") { cell.append(byte) }
      }
    }
    return cells + [String(decoding: cell, as: UTF8.self)]
  }
}
