import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that keeps history from one session to the next, in libedit's own format. Each entry is added as it
/// is made, so that a kill loses none and sessions side by side don't overwrite each other.
struct HistoryFile: Sendable {
  enum Problem: Error, Equatable, CustomStringConvertible {
    case notHistory(String)
    case failed(String, reason: String)

    var description: String {
      switch self {
      case .notHistory(let path):
        "\(path) is not a history file, so this session's lines are not kept; move it away or name another"
      case .failed(let path, let reason):
        "cannot keep history in \(path): \(reason); check its permissions or name another file"
      }
    }
  }

  let path: String
  /// Entries; the file may grow to twice as many before it is cut.
  let limit: Int

  /// Makes the file and its folder ready: created for their owner alone, cut to `limit` when it grew too long.
  /// - Throws: `Problem`
  func prepare() throws {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw Problem.failed(path, reason: "its folder cannot be made")
      }
    }
    try withLockedFile { descriptor in
      let bytes = try contents(of: descriptor)
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
      if let first = lines.first, !first.elementsEqual(HistoryCoding.cookie.utf8) {
        throw Problem.notHistory(path)
      }
      guard fchmod(descriptor, 0o600) == 0 else { throw systemProblem() }
      guard !bytes.isEmpty else { return try write([], to: descriptor, isNew: true) }
      if lines.count - 1 > limit * 2 { try replace(with: lines.suffix(limit)) }
    }
  }

  /// - Throws: `Problem`
  func append(_ entry: String) throws {
    try withLockedFile { descriptor in
      let size = lseek(descriptor, 0, SEEK_END)
      guard size >= 0 else { throw systemProblem() }
      try write(HistoryCoding.line(for: entry), to: descriptor, isNew: size == 0)
    }
  }

  private func write(_ line: [UInt8], to descriptor: Int32, isNew: Bool) throws {
    // One write, so that a kill leaves a whole line or none.
    let bytes = (isNew ? Array("\(HistoryCoding.cookie)\n".utf8) : []) + line
    guard bytes.withUnsafeBytes({ systemWrite(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
      throw systemProblem()
    }
  }

  /// Another file takes the path in one step: a crash leaves the old one or the new one.
  private func replace(with lines: some Collection<ArraySlice<UInt8>>) throws {
    let temporary = "\(path).\(getpid()).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemProblem() }
    defer { close(descriptor) }
    do {
      try write(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, to: descriptor, isNew: true)
      guard rename(temporary, path) == 0 else { throw systemProblem() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func withLockedFile(_ body: (Int32) throws -> Void) throws {
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw systemProblem() }
      defer { close(descriptor) }
      // Where locks are not to be had, as on some network disks, appending alone is safe enough.
      _ = flock(descriptor, LOCK_EX)
      var opened = stat()
      var named = stat()
      guard fstat(descriptor, &opened) == 0 else { throw systemProblem() }
      // /dev/null is how one asks for no history.
      guard opened.st_mode & S_IFMT == S_IFREG else { return }
      // Another session may have put a shorter file in its place meanwhile.
      guard stat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev else {
        continue
      }
      return try body(descriptor)
    }
  }

  private func contents(of descriptor: Int32) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else { throw systemProblem() }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private func systemProblem() -> Problem { .failed(path, reason: InputWaiter.systemError()) }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// One history entry as one line of libedit's file format: what could be mistaken for structure is written as
/// a backslash and three octal digits, as its `vis` does.
enum HistoryCoding {
  static let cookie = "_HiStOrY_V2_"

  static func line(for entry: String) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(entry.utf8.count + 1)
    for byte in entry.utf8 {
      if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") {
        line.append(UInt8(ascii: "\\"))
        for shift: UInt8 in [6, 3, 0] { line.append(UInt8(ascii: "0") + (byte >> shift & 7)) }
      } else {
        line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }
}
