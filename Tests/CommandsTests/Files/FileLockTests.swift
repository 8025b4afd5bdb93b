import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite("Locks on files")
struct FileLockTests {
  /// Counts who is inside.
  private actor Room {
    private(set) var most = 0
    private var inside = 0

    func enter() {
      inside += 1
      most = max(most, inside)
    }

    func leave() { inside -= 1 }
  }

  @Test("one at a time, all in the end")
  func oneAtATime() async throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("a.lock")
    let room = Room()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<30 {
        group.addTask {
          try await FileLock.hold(path) {
            await room.enter()
            for _ in 0..<20 { await Task.yield() }
            await room.leave()
            return number
          }
        }
      }
      var done: [Int] = []
      for try await number in group { done.append(number) }
      #expect(done.sorted() == Array(0..<30))
    }
    #expect(await room.most == 1)
  }

  @Test("who is cancelled while it waits leaves at once, and does not keep the lock")
  func cancelled() async throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("a.lock")
    let (entered, enter) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let holder = Task {
      try await FileLock.hold(path) {
        enter.finish()
        for await _ in released {}
      }
    }
    for await _ in entered {}
    let waiting = Task { try await FileLock.hold(path) { Issue.record("it got in") } }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    release.finish()
    try await holder.value
    try await FileLock.hold(path) {}
  }

  @Test("a place where no file can be is told")
  func nowhere() async throws {
    await #expect(throws: CommandFailure.self) { try await FileLock.hold("/nowhere/a.lock") {} }
  }
}
