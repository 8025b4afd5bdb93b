import EventLoopTasks
import HummingbirdCore
import Logging
import NIOCore

/// Serves each connection on the thread that reads and writes it: to change threads for each part of a request takes
/// as long as to answer it. SQLite's calls are made there too; a long one keeps all who ask waiting in any case, since
/// the table answers one question at a time.
struct LoopBoundChannel<Base: ServerChildChannel>: ServerChildChannel {
  let base: Base

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    base.setup(channel: channel, logger: logger)
  }

  func handle(value: Base.Value, logger: Logger) async {
    await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
      await base.handle(value: value, logger: logger)
    }
  }
}
