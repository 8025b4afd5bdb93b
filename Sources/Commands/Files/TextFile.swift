import FoundationEssentials
import LineEditor
import RateQL

/// Texts from files and standard input, with errors that say what to do.
enum TextFile {
  /// The largest script or settings file that is read.
  private static let limit = 64 << 20

  /// The path with `~/` as `$HOME`, as the shell would have it.
  static func expanded(_ path: String, _ environment: [String: String]) -> String {
    guard path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else { return path }
    return home + path.dropFirst(1)
  }

  /// - Throws: ``CommandFailure`` where the file is not there, can't be read or is no text.
  static func read(_ path: String) throws(CommandFailure) -> String {
    try read(place: path, named: path)
  }

  /// - Parameters:
  ///   - place: the path as the system takes it.
  ///   - path: what messages call the file.
  /// - Throws: ``CommandFailure`` as ``read(_:)``.
  static func read(place: String, named path: String) throws(CommandFailure) -> String {
    let bytes = try bytes(place: place, named: path)
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw CommandFailure(.usage, "\(path) is not UTF-8 text")
    }
    return text
  }

  /// What stands in a file whose own reader checks that it is text.
  /// - Throws: ``CommandFailure`` where the file is not there, can't be read or is far too large.
  static func bytes(place: String, named path: String) throws(CommandFailure) -> [UInt8] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
      throw CommandFailure(.usage, "there is no file \(path)")
    }
    guard !isFolder else { throw CommandFailure(.usage, "\(path) is a folder, not a file") }
    guard let data = FileManager.default.contents(atPath: place) else {
      throw CommandFailure(.usage, "\(path) can't be read; check its permissions")
    }
    guard data.count <= limit else { throw CommandFailure(.usage, "\(path) is too large to be a text file") }
    return Array(data)
  }

  static func source(_ path: String, _ context: CommandContext) async throws -> Source {
    path == "-"
      ? Source(name: "<standard input>", text: try await standardInput(context))
      : Source(name: path, text: try read(path))
  }

  static func standardInput(_ context: CommandContext) async throws -> String {
    let reader = try StreamLineReader(input: context.inputDescriptor)
    return try await context.interrupts.run {
      var text = ""
      while case .line(let line) = try await reader.read(prompt: Prompt("")) { text += line + "\n" }
      return text
    }
  }
}
