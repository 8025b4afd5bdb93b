import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Counts what a client writes to its journal's write-ahead log, header by header and page by page; writes that
/// follow each other faster than they are told are told as one. Where the system can't tell, nothing is counted.
final class JournalWatch: Sendable {
  private let count = Mutex(0)
  private let tell: @Sendable (Int) -> Void

  #if os(Linux)
    private let descriptor: Int32
    /// Sources may be used from any thread.
    private nonisolated(unsafe) let source: any DispatchSourceRead
    private static let log = "journal.sqlite-wal"

    /// - Parameters:
    ///   - folder: the state folder; made where there is none.
    ///   - tell: is told the number of each write, from 1.
    init(folder: URL, tell: @escaping @Sendable (Int) -> Void) throws {
      self.tell = tell
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0, inotify_add_watch(descriptor, folder.path, UInt32(IN_MODIFY)) >= 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      let queue = DispatchQueue(label: "journal watch", qos: .userInteractive)
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler { [weak self] in self?.read() }
      source.setCancelHandler { [descriptor] in close(descriptor) }
      source.activate()
    }

    deinit { source.cancel() }

    private func read() {
      var bytes = [UInt8](repeating: 0, count: 16_384)
      while true {
        let length = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard length > 0 else { return }
        for _ in 0..<JournalWatch.writes(in: bytes[..<length]) {
          let number = count.withLock { count in
            count += 1
            return count
          }
          tell(number)
        }
      }
    }

    /// How many of the events are writes to the log: a head of 16 bytes, whose last four tell how long the name
    /// behind it is.
    private static func writes(in events: ArraySlice<UInt8>) -> Int {
      var (rest, found) = (events, 0)
      while rest.count >= 16 {
        let head = rest.prefix(16)
        let length = head.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
        if String(decoding: name, as: UTF8.self) == log { found += 1 }
        rest = rest.dropFirst(16 + length)
      }
      return found
    }
  #else
    init(folder: URL, tell: @escaping @Sendable (Int) -> Void) throws { self.tell = tell }
  #endif

  /// Begins to count anew.
  func reset() { count.withLock { $0 = 0 } }

  /// How much was written since.
  var writes: Int { count.withLock { $0 } }
}
