import Synchronization

/// Runs one task for everybody who asks while it runs; all get its result.
///
/// Who is cancelled stops waiting; when nobody waits any longer, the task is cancelled.
final class SingleFlight<Value: Sendable>: Sendable {
  private struct Flight {
    var number: UInt64
    var task: Task<Void, Never>?
    var waiting: [UInt64: CheckedContinuation<Value, any Error>] = [:]
  }

  private struct State {
    var nextNumber: UInt64 = 0
    var flight: Flight?
  }

  private let state = Mutex(State())

  /// How many wait; for tests.
  var waiting: Int { state.withLock { $0.flight?.waiting.count ?? 0 } }

  func run(_ operation: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let ticket = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          if state.flight != nil {
            state.flight?.waiting[ticket] = continuation
            return
          }
          state.flight = Flight(number: ticket, waiting: [ticket: continuation])
          state.flight?.task = Task {
            do {
              let value = try await operation()
              self.land(ticket, .success(value))
            } catch {
              self.land(ticket, .failure(error))
            }
          }
        }
        if Task.isCancelled { giveUp(ticket) }
      }
    } onCancel: {
      giveUp(ticket)
    }
  }

  private func land(_ flight: UInt64, _ result: Result<Value, any Error>) {
    let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
      guard state.flight?.number == flight else { return [] }
      defer { state.flight = nil }
      return state.flight.map { Array($0.waiting.values) } ?? []
    }
    for continuation in waiting { continuation.resume(with: result) }
  }

  private func giveUp(_ ticket: UInt64) {
    let left = state.withLock { state -> (CheckedContinuation<Value, any Error>?, Task<Void, Never>?) in
      let continuation = state.flight?.waiting.removeValue(forKey: ticket)
      guard let flight = state.flight, flight.waiting.isEmpty else { return (continuation, nil) }
      state.flight = nil
      return (continuation, flight.task)
    }
    left.0?.resume(throwing: CancellationError())
    left.1?.cancel()
  }
}
