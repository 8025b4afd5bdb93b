package import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Held while a run is at work on a server, so that there is one at a time on this machine, for whichever tenant
/// and with whichever sign-in: tokens may not tell whose they are.
///
/// It is a lock of the operating system on a file, so it ends with the process whatever becomes of it. The
/// file stays, and is never removed: two processes could then lock two files of one name.
package final class RunLock: Sendable {
  private let descriptor: Mutex<Int32?>

  private init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  deinit { release() }

  /// Takes the lock, without waiting.
  ///
  /// - Parameters:
  ///   - folder: where the journal is; the lock goes into `locks` beside it.
  ///   - purpose: what others are told that the run does.
  package static func acquire(
    folder: String, target: RunTarget, purpose: String, now: Date = Date()
  ) throws(RunLockError) -> RunLock {
    let path = path(folder: folder, target: target)
    do {
      try PrivatePath.makeFolder(of: path)
    } catch {
      throw .cannotLock(path: path, reason: error.description)
    }
    // Somebody might take the file away between opening and locking it; then there is a new one to lock.
    for _ in 0..<RunLock.attempts {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw failure(path) }
      guard lock(descriptor) else {
        let code = errno
        defer { close(descriptor) }
        guard code == EWOULDBLOCK else { throw failure(path, code) }
        throw .held(target: target.label, by: LockFile.read(descriptor))
      }
      guard LockFile.isStill(path, descriptor) else {
        close(descriptor)
        continue
      }
      let holder = RunLockHolder(
        pid: getpid(), started: ProcessStart.mark(of: getpid()), user: LockFile.user(), since: now,
        purpose: purpose)
      guard fchmod(descriptor, 0o600) == 0, LockFile.write(holder, descriptor) else {
        defer { close(descriptor) }
        throw failure(path)
      }
      return RunLock(descriptor)
    }
    throw .cannotLock(path: path, reason: "something keeps removing the file")
  }

  /// Who is at work on the target, by what the lock's file says: asking takes no lock, which would turn away a
  /// run that begins at that moment.
  package static func holder(folder: String, target: RunTarget) -> RunLockHolder? {
    let descriptor = open(path(folder: folder, target: target), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // The signature of a process that died stays.
    guard let holder = LockFile.read(descriptor), kill(holder.pid, 0) == 0 || errno == EPERM else {
      return nil
    }
    // Its id may be another process's by now.
    if let started = holder.started, let now = ProcessStart.mark(of: holder.pid), now != started {
      return nil
    }
    return holder
  }

  /// Gives the lock back. What is not released ends with the object, or the process.
  package func release() {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      descriptor = nil
      // Nobody shall be told of a holder who is gone.
      _ = ftruncate(open, 0)
      // A child that is just being started has the descriptor too, and closing it here would not unlock it.
      _ = flock(open, LOCK_UN)
      close(open)
    }
  }

  /// The lock's file, of the target's server: readable in its first part, told apart by its last.
  package static func path(folder: String, target: RunTarget) -> String {
    "\(folder)/locks/\(TellingFileName.make([target.server])).lock"
  }

  private static let attempts = 100

  private static func lock(_ descriptor: Int32) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  private static func failure(_ path: String, _ code: Int32 = errno) -> RunLockError {
    .cannotLock(path: path, reason: String(cString: strerror(code)))
  }
}
