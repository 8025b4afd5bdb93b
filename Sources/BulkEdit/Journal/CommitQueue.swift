import Dispatch
import GRDB
import Synchronization

/// Group commit: all writes that wait go to disk in one transaction, and those that come meanwhile wait for
/// the next. Writes are made in the order in which they were handed in.
///
/// A write that has begun to wait is not given up when its task is cancelled: a run that is being broken off
/// has to put that on record.
final class CommitQueue: Sendable {
  /// Makes one write. What it gives back concerns itself alone; what it throws undoes the whole group.
  typealias Write = @Sendable (Database) throws -> JournalError?
  /// One that changes steps of a run, whose state it is told; nil where there is no such run.
  typealias StepWrite = @Sendable (Database, RunState?) throws -> JournalError?

  private enum Work: Sendable {
    case steps(of: Int64, StepWrite)
    case other(Write)
  }

  private struct Job: Sendable {
    var work: Work
    /// Nil where nobody waits: then the write is kept until a group takes it.
    var waiter: CheckedContinuation<JournalError?, Never>?
  }

  private struct State {
    var jobs: [Job] = []
    var waiterCount = 0
    /// Whether a group is being written, or about to be.
    var isBusy = false
    /// When the next group may begin.
    var nextStart = DispatchTime(uptimeNanoseconds: 0)
    /// What writes that nobody waited for had to say.
    var complaint: JournalError?
  }

  /// As many writes that nobody waits for are written without being asked.
  private static let longest = 256

  private let state = Mutex(State())
  private let database: DatabaseQueue

  init(_ database: DatabaseQueue) { self.database = database }

  /// Hands in a write and returns when it is on disk.
  func write(_ write: @escaping Write) async throws(JournalError) { try await handIn(.other(write)) }

  /// The same for one that changes steps.
  func write(stepsOf run: Int64, _ write: @escaping StepWrite) async throws(JournalError) {
    try await handIn(.steps(of: run, write))
  }

  private func handIn(_ work: Work) async throws(JournalError) {
    let error: JournalError? = await withCheckedContinuation { waiter in
      add(Job(work: work, waiter: waiter))
    }
    if let error { throw error }
  }

  /// Hands in a write that goes to disk with the next group. One that fails is tried again with the next.
  func enqueue(stepsOf run: Int64, _ write: @escaping StepWrite) {
    add(Job(work: .steps(of: run, write), waiter: nil))
  }

  /// Returns when everything handed in before is on disk.
  func flush() async throws(JournalError) {
    guard state.withLock({ !$0.jobs.isEmpty || $0.isBusy }) else { return }
    try await write { _ in nil }
  }

  /// Says once what was wrong with a write that nobody waited for.
  func takeComplaint() -> JournalError? {
    state.withLock { state in
      defer { state.complaint = nil }
      return state.complaint
    }
  }

  private func add(_ job: Job) {
    let begins = state.withLock { state in
      state.jobs.append(job)
      if job.waiter != nil { state.waiterCount += 1 }
      guard !state.isBusy, state.waiterCount > 0 || state.jobs.count == CommitQueue.longest else {
        return false
      }
      state.isBusy = true
      return true
    }
    if begins { writeNext() }
  }

  /// How long after a group of several the next one begins at the soonest. A commit costs far more than what is
  /// in it, and those that come meanwhile share one. Who writes alone need not wait for others.
  private static let spacing = DispatchTimeInterval.milliseconds(2)

  /// Each group takes its turn on the database's own queue, so that readers get theirs in between.
  private func writeNext() {
    let start = state.withLock { $0.nextStart }
    guard start > .now() else { return database.asyncWriteWithoutTransaction { self.writeGroup($0) } }
    DispatchQueue.global().asyncAfter(deadline: start) {
      self.database.asyncWriteWithoutTransaction { self.writeGroup($0) }
    }
  }

  private func writeGroup(_ database: Database) {
    let jobs = state.withLock { state in
      defer {
        state.jobs = []
        state.waiterCount = 0
      }
      return state.jobs
    }
    var findings: [JournalError?] = []
    findings.reserveCapacity(jobs.count)
    do {
      try database.inTransaction(.immediate) {
        var look: RunLook?
        for job in jobs { findings.append(try CommitQueue.write(job.work, database, &look)) }
        return .commit
      }
      for (job, finding) in zip(jobs, findings) {
        if let waiter = job.waiter {
          waiter.resume(returning: finding)
        } else if let finding {
          state.withLock { $0.complaint = $0.complaint ?? finding }
        }
      }
      finish(jobs, goesOn: { !$0.jobs.isEmpty })
    } catch {
      let failure = JournalError.writing(reason: JournalError.reason(error))
      for job in jobs { job.waiter?.resume(returning: failure) }
      // What nobody waits for is tried again, before what came later, when somebody writes.
      finish(jobs, keeping: jobs.filter { $0.waiter == nil }, goesOn: { $0.waiterCount > 0 })
    }
  }

  /// - Parameter look: the run whose steps were written last.
  private static func write(
    _ work: Work, _ database: Database, _ look: inout RunLook?
  ) throws -> JournalError? {
    switch work {
    case .steps(let run, let write):
      var current = if let look, look.run == run { look } else { try RunLook(run, database) }
      let finding = try write(database, current.state)
      if finding == nil { try current.stepChanged(database) }
      look = current
      return finding
    case .other(let write):
      // It may change any run.
      look = nil
      return try write(database)
    }
  }

  private func finish(_ jobs: [Job], keeping kept: [Job] = [], goesOn: (State) -> Bool) {
    let isShared = jobs.count(where: { $0.waiter != nil }) > 1
    let goesOn = state.withLock { state in
      state.jobs.insert(contentsOf: kept, at: 0)
      state.nextStart = isShared ? .now() + CommitQueue.spacing : .now()
      state.isBusy = goesOn(state)
      return state.isBusy
    }
    if goesOn { writeNext() }
  }
}
