package import NIOCore

/// Runs tasks on the thread of an event loop: what waits for one answer after the other changes threads for
/// none of them, which costs more than the requests do.
///
/// Such tasks must not block, as no task may: the loop's other connections would wait as well.
package final class EventLoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  package init(_ loop: any EventLoop) { self.loop = loop }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
