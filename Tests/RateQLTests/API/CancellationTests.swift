import RateQL
import Synchronization
import TestSupport
import Testing

@Suite("A run that is cancelled")
struct CancellationTests {
  private struct OwnError: Error {}

  /// Runs the text over a store that waits, and cancels the task once it waits.
  private func cancelled(_ text: String, limits: RunLimits, failure: any Error) async -> Result<
    ChangePlan, any Error
  > {
    let (waiting, signal) = AsyncStream<Void>.makeStream()
    let store = WaitingStore(throwing: failure) { signal.yield() }
    let session = Session(store: store, limits: limits)
    let task = Task { try await session.changes(of: text) }
    for await _ in waiting { break }
    task.cancel()
    return await task.result
  }

  @Test(
    "ends with RunError.cancelled wherever it waits",
    arguments: ["rates", "print count(rates)", "billing", "rates | sort prefix | select connect_fee"])
  func waits(_ text: String) async {
    for limits in [RunLimits.none, RunLimits(time: .seconds(3600))] {
      let failures: [any Error] = [
        CancellationError(), OwnError(), StoreError.unreachable("the connection was closed"),
      ]
      for failure in failures {
        let result = await cancelled(text, limits: limits, failure: failure)
        guard case .failure(RunError.cancelled) = result else {
          Issue.record("\(text), \(limits), \(failure): \(result)")
          continue
        }
      }
    }
  }

  @Test("stops in the middle of an evaluation")
  func evaluation() async throws {
    let calls = Mutex(0)
    let function = HostFunction("stop", [.init("x", .text)], gives: .text) { arguments in
      calls.withLock { $0 += 1 }
      withUnsafeCurrentTask { $0?.cancel() }
      return arguments[0]
    }
    let environment = try HostEnvironment(functions: [function])
    let session = Session(store: SampleRates.store(), compiler: Compiler(environment: environment))
    let result = await Task { try await session.rows(of: "rates | where stop(prefix) = \"1\"") }.result
    guard case .failure(RunError.cancelled) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(calls.withLock { $0 } == 1)
  }
}
