import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands in a lock's file: one line of JSON about its holder.
enum LockFile {
  private static let longest = 4096

  /// Who signed; nil where nobody has yet.
  static func read(_ descriptor: Int32) -> RunLockHolder? {
    var bytes = [UInt8](repeating: 0, count: longest)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { return nil }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try? decoder.decode(RunLockHolder.self, from: Data(bytes.prefix(count)))
  }

  static func write(_ holder: RunLockHolder, _ descriptor: Int32) -> Bool {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys]
    var holder = holder
    holder.purpose = String(String.UnicodeScalarView(holder.purpose.unicodeScalars.prefix(500)))
    guard let line = try? encoder.encode(holder) + Data("\n".utf8), ftruncate(descriptor, 0) == 0 else {
      return false
    }
    return line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } == line.count
  }

  /// Whether the path still leads to the file that was opened.
  static func isStill(_ path: String, _ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return false }
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  static func user() -> String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
      return "user \(geteuid())"
    }
    return String(cString: name)
  }
}
