import FoundationEssentials

/// Files in the program's state folder that its owner alone may read, written as a whole.
enum StateFile {
  /// Makes the folders above `path` where they are missing.
  ///
  /// - Throws: ``CommandFailure``.
  static func makeFolder(of path: String) throws {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    do {
      try FileManager.default.createDirectory(
        atPath: String(folder), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure(.failed, "the folder \(folder) can't be made; check its permissions")
    }
  }

  /// - Returns: nil where there is no such file.
  /// - Throws: ``CommandFailure`` where it is not what was written.
  static func read<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let bytes = try TextFile.bytes(place: path, named: path)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let value = try? decoder.decode(type, from: Data(bytes)) else {
      throw CommandFailure(
        .failed, "\(path) is not as this program wrote it; remove it and do its part again")
    }
    return value
  }

  /// Replaces the file at once, so that a reader finds the old one or the new one.
  ///
  /// - Throws: ``CommandFailure``.
  static func write(_ value: some Encodable, to path: String) async throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      let file = try NewFile(path, replaces: true, mode: 0o600, keepsMode: false)
      try await file.write(Array(encoder.encode(value)) + [UInt8(ascii: "\n")])
      try await file.finish()
    } catch NewFile.Fault.failed(let reason) {
      throw CommandFailure(.failed, "\(path) can't be written: \(reason)")
    } catch {
      throw CommandFailure(.failed, "\(path) can't be written: \(error)")
    }
  }
}
