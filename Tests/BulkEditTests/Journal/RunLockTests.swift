import Foundation
import RateQL
import Testing

@testable import BulkEdit

@Suite("One run at a time")
struct RunLockTests {
  let folder = JournalFolder()
  let target = JournalSamples.target

  @Test("a second taker is told who holds it, until it is released")
  func twice() throws {
    let start = Date(timeIntervalSince1970: 1_750_000_000)
    let lock = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply up.rql", now: start)
    do throws(RunLockError) {
      _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo 3")
      Issue.record("it was taken twice")
    } catch {
      guard case .held("pbx", let holder?) = error else { throw error }
      #expect(holder.pid == ProcessInfo.processInfo.processIdentifier)
      #expect((holder.since, holder.purpose) == (start, "apply up.rql"))
      #expect(!holder.user.isEmpty)
      for word in ["at work on pbx", "process \(holder.pid)", "2025-06-15T15:06:40Z", "rateql resume"] {
        #expect(error.description.contains(word))
      }
    }
    // Whose rates they are is not known of every sign-in: it is the server that is locked.
    #expect(JournalSamples.other.server == target.server && JournalSamples.other != target)
    #expect(throws: RunLockError.self) {
      try RunLock.acquire(folder: folder.path, target: JournalSamples.other, purpose: "apply")
    }
    #expect(RunLock.holder(folder: folder.path, target: JournalSamples.other)?.purpose == "apply up.rql")
    let elsewhere = RunTarget(server: target.server + "1", tenant: target.tenant, label: "pbx")
    let other = try RunLock.acquire(folder: folder.path, target: elsewhere, purpose: "apply")
    lock.release()
    lock.release()
    let again = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo 3")
    _ = (again, other)
  }

  #if os(Linux)
    @Test("what is released is free, though a child that is being started still has the descriptor")
    func inherited() throws {
      let path = RunLock.path(folder: folder.path, target: target)
      let lock = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply")
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").first { name in
        let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
        return file == path
      }
      // As a fork has it until it is another program.
      let copy = dup(try #require(open.flatMap(Int32.init)))
      defer { close(copy) }
      lock.release()
      _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    }
  #endif

  @Test("what is let go of is released")
  func deinitialised() throws {
    do { _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply") }
    _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply")
  }

  @Test("the file is its owner's, has a safe name, and stays")
  func file() throws {
    let hostile = RunTarget(server: "https://../../etc/pbx:1/\u{7}é", tenant: "a b/c", label: "x")
    let path = RunLock.path(folder: folder.path, target: hostile)
    let name = try #require(path.split(separator: "/").last)
    #expect(path.hasPrefix(folder.path + "/locks/"))
    #expect(!path.dropFirst(folder.path.count + "/locks/".count).contains("/"))
    #expect(name.utf8.count < 200 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
    let lock = try RunLock.acquire(folder: folder.path, target: hostile, purpose: "apply")
    #expect(try JournalFolder.mode(path) == 0o600)
    #expect(try JournalFolder.mode(folder.path + "/locks") == 0o700)
    lock.release()
    #expect(FileManager.default.fileExists(atPath: path))
    // Names that look alike once made safe are still told apart.
    let alike = RunTarget(server: "https://../../etc/pbx:1/_é", tenant: nil, label: "x")
    #expect(RunLock.path(folder: folder.path, target: alike) != path)
  }

  @Test("a file that was taken away does not hide a lock taken after it")
  func unlinked() throws {
    let path = RunLock.path(folder: folder.path, target: target)
    let first = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply")
    try FileManager.default.removeItem(atPath: path)
    let second = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    #expect(throws: RunLockError.self) {
      try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    }
    first.release()
    #expect(throws: RunLockError.self) {
      try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    }
    _ = second
  }

  @Test("no link is followed, and where nothing can be locked it is said")
  func cannot() throws {
    let path = RunLock.path(folder: folder.path, target: target)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/locks", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
    do throws(RunLockError) {
      _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply")
      Issue.record("a link was followed")
    } catch {
      guard case .cannotLock(path, _) = error else { throw error }
      #expect(error.description.hasPrefix("cannot lock \(path): "))
    }
  }

  @Test("who is at work is told without taking the lock, and a process that has only the id of one is not")
  func holder() throws {
    func holder() -> RunLockHolder? { RunLock.holder(folder: folder.path, target: target) }
    #expect(holder() == nil)
    let lock = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply")
    let signed = try #require(holder())
    #expect(signed.pid == ProcessInfo.processInfo.processIdentifier)
    lock.release()
    #expect(holder() == nil)
    // As a process leaves it that died.
    func leave(_ pid: Int32, _ started: String?) throws {
      let file = try #require(
        FileHandle(forWritingAtPath: RunLock.path(folder: folder.path, target: target)))
      let left = RunLockHolder(pid: pid, started: started, user: "ann", since: signed.since, purpose: "apply")
      #expect(LockFile.write(left, file.fileDescriptor))
    }
    try leave(signed.pid, signed.started)
    #expect(holder()?.user == "ann")
    try leave(signed.pid, nil)
    #expect(holder()?.user == "ann")
    try leave(.max, nil)
    #expect(holder() == nil)
    guard let started = signed.started else { return }
    try leave(signed.pid, started + "0")
    #expect(holder() == nil)
  }

  @Test("a process's start is found behind any name that it may have")
  func start() throws {
    let fields = (3...52).map(String.init).joined(separator: " ")
    for name in ["(rateql)", "(a) b (c)", "()", "(\n)"] {
      #expect(ProcessStart.ticks("42 \(name) \(fields)\n") == "22", "\(name)")
    }
    for stat in ["", "42", "42 (rateql)", "42 (rateql) S 1 2"] { #expect(ProcessStart.ticks(stat) == nil) }
    #if os(Linux)
      let own = ProcessInfo.processInfo.processIdentifier
      #expect(ProcessStart.mark(of: own)?.isEmpty == false)
      #expect(ProcessStart.mark(of: own) == ProcessStart.mark(of: own))
      #expect(ProcessStart.mark(of: 1) != ProcessStart.mark(of: own))
      #expect(ProcessStart.mark(of: .max) == nil)
    #endif
  }

  @Test(
    "another process holds it until it dies, and what it left is taken over",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/flock")))
  func child() throws {
    let path = RunLock.path(folder: folder.path, target: target)
    do { _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "apply") }
    let words = #"{"pid":4242,"purpose":"apply march.rql","since":"2025-03-01T08:00:00Z","user":"ann"}"#
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = [
      "-c", #"exec 9<>"$1"; /usr/bin/flock -n 9 || exit 1; echo "$2" >&9; echo held; read line"#, "sh", path,
      words,
    ]
    let (input, output) = (Pipe(), Pipe())
    child.standardInput = input
    child.standardOutput = output
    try child.run()
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    do throws(RunLockError) {
      _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
      Issue.record("it was taken from the child")
    } catch {
      guard case .held(_, let holder?) = error else { throw error }
      #expect((holder.pid, holder.user, holder.purpose) == (4242, "ann", "apply march.rql"))
    }
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("4242"))
    let lock = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("4242"))
    // A child does not inherit it.
    let heir = Process()
    heir.executableURL = URL(fileURLWithPath: "/bin/sh")
    heir.arguments = ["-c", "read line"]
    let heirInput = Pipe()
    heir.standardInput = heirInput
    try heir.run()
    lock.release()
    _ = try RunLock.acquire(folder: folder.path, target: target, purpose: "undo")
    try heirInput.fileHandleForWriting.close()
    heir.waitUntilExit()
  }
}
