#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct FileFailure: Error {
  let path: String
}

/// A file that is written piece by piece.
final class OutputFile {
  private let file: UnsafeMutablePointer<FILE>
  private let path: String

  init(_ path: String) throws {
    guard let file = fopen(path, "w") else { throw FileFailure(path: path) }
    self.file = file
    self.path = path
  }

  func write(_ text: String) { fputs(text, file) }

  func close() throws {
    guard fclose(file) == 0 else { throw FileFailure(path: path) }
  }
}

func readFile(_ path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// What was printed leaves the process.
func flushOutput() { fflush(nil) }
