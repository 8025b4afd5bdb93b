#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files as the measuring program needs them: written line by line, read whole.
enum TextFile {
  struct Failure: Error {
    let path: String
  }

  static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Failure(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    try write(to: path) { put in put(text) }
  }

  static func write(to path: String, _ body: ((String) -> Void) -> Void) throws {
    guard let file = fopen(path, "w") else { throw Failure(path: path) }
    body { text in fputs(text, file) }
    guard fclose(file) == 0 else { throw Failure(path: path) }
  }
}

func flushOutput() { fflush(nil) }
