import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that appears under its name only once it is whole; readable by its owner only, where nothing else
/// is asked for.
final class NewFile {
  private let path: String
  private let temporary: String
  private let replaces: Bool
  private var descriptor: Int32

  /// - Throws: ``CommandFailure`` where the name is taken or the folder can't be written to.
  init(_ path: String, replaces: Bool, mode: mode_t = 0o600) throws {
    self.path = path
    self.replaces = replaces
    if !replaces, FileManager.default.fileExists(atPath: path) {
      throw CommandFailure(.usage, "\(path) is there already; name another file with -o, or give --replace")
    }
    temporary = path + ".part-\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw NewFile.failure(path) }
    if mode != 0o600 { fchmod(descriptor, mode) }
  }

  func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { raw in
        #if canImport(Glibc)
          Glibc.write(descriptor, raw.baseAddress.map { $0 + start }, bytes.count - start)
        #elseif canImport(Musl)
          Musl.write(descriptor, raw.baseAddress.map { $0 + start }, bytes.count - start)
        #else
          Darwin.write(descriptor, raw.baseAddress.map { $0 + start }, bytes.count - start)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw NewFile.failure(path) }
      start += written
    }
  }

  /// Gives the file its name.
  func finish() throws {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw NewFile.failure(path) }
    close(descriptor)
    descriptor = -1
    // A link fails where the name was taken meanwhile; a rename would replace silently.
    let done = replaces ? rename(temporary, path) : link(temporary, path)
    guard done == 0 else { throw NewFile.failure(path) }
    if !replaces { unlink(temporary) }
  }

  func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(temporary)
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(.failed, "\(path) can't be written: \(String(cString: strerror(errno)))")
  }
}
