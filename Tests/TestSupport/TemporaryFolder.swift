package import Foundation

/// A folder of its own for a test, removed with the object or by ``remove()``. A suite that keeps one in a
/// property gives each of its tests another.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// Where the folder can't be made, the first use of it fails.
  package init() {
    path = FileManager.default.temporaryDirectory.path + "/rateql-tests-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { remove() }

  package var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

  /// The path of a name in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and makes the folders above it.
  ///
  /// - Returns: its path.
  @discardableResult
  package func file(_ name: String, _ text: String) throws -> String {
    let file = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  /// For code that keeps no more than the path: in a `defer`, it holds the folder until there.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
