import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension NewFile {
  /// Puts a text in the place of a file's, all at once; who may read and run the file stays as it is. What a
  /// link leads to is replaced, not the link.
  ///
  /// - Throws: ``CommandFailure`` where the file or its folder can't be written to.
  static func replace(_ path: String, with text: String) throws {
    let target = try resolved(path)
    var facts = stat()
    guard stat(target, &facts) == 0, access(target, W_OK) == 0 else {
      throw CommandFailure(.failed, "\(path) can't be written: \(String(cString: strerror(errno)))")
    }
    let file = try NewFile(target, replaces: true, mode: facts.st_mode & 0o7777)
    do {
      try file.write(Array(text.utf8))
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }

  private static func resolved(_ path: String) throws -> String {
    guard let real = realpath(path, nil) else {
      throw CommandFailure(.failed, "\(path) can't be found: \(String(cString: strerror(errno)))")
    }
    defer { free(real) }
    return String(cString: real)
  }
}
