#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that only their owner may read.
enum PrivateFile {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Makes an empty file with mode 0600 where there is none; what is there is left as it is.
  static func create(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
    close(descriptor)
  }

  /// Makes a file that must not be there yet, with mode 0600, and writes `text` to it.
  static func write(_ text: String, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { platformWrite(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Failure(description: String(cString: strerror(errno))) }
      rest = rest.dropFirst(written)
    }
  }

  private static func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
