import NIOCore

/// Runs a task's steps on the event loop that also reads and writes its connections: a request is answered
/// without a change of threads, which costs more than what the sandbox does for it.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
