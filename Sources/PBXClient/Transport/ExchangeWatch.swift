import AsyncHTTPClient
import NIOCore
import Synchronization

/// Ends exchanges that take too long. It looks at all that are under way from time to time: timers of each, set anew
/// with every part of an answer, take a tenth of the processor time that an exchange takes.
final class ExchangeWatch: Sendable {
  private struct Exchange {
    let task: HTTPClient.Task<AnswerReader.Response>
    let reader: AnswerReader
    let end: NIODeadline
  }

  private struct State {
    var underWay: [ObjectIdentifier: Exchange] = [:]
    /// Whether a look is due.
    var looks = false
    var lastAnswer: NIODeadline?
  }

  private let loop: any EventLoop
  /// How long the server may be waited for, for a first sign or for more of an answer.
  private let patience: TimeAmount
  /// From one look to the next.
  private let interval: TimeAmount
  private let state = Mutex(State())

  init(_ loop: any EventLoop, patience: TimeAmount) {
    self.loop = loop
    self.patience = patience
    interval = .nanoseconds(min(max(patience.nanoseconds / 8, 5_000_000), 1_000_000_000))
  }

  /// How many exchanges there are; for tests.
  var underWay: Int { state.withLock { $0.underWay.count } }

  /// Keeps an exchange from taking longer than to `end`, or from standing still.
  func begin(_ task: HTTPClient.Task<AnswerReader.Response>, _ reader: AnswerReader, end: NIODeadline) {
    let looks = state.withLock { state in
      state.underWay[ObjectIdentifier(reader)] = Exchange(task: task, reader: reader, end: end)
      defer { state.looks = true }
      return state.looks
    }
    if !looks { lookLater() }
  }

  func end(_ reader: AnswerReader, isAnswered: Bool) {
    state.withLock { state in
      state.underWay[ObjectIdentifier(reader)] = nil
      if isAnswered { state.lastAnswer = .now() }
    }
  }

  /// When an exchange last ended with an answer.
  var lastAnswer: NIODeadline? { state.withLock(\.lastAnswer) }

  /// Ends exchanges that have not begun to leave. Only on the loop it is known that none begins meanwhile.
  func takeBack() {
    for exchange in state.withLock({ Array($0.underWay.values) }) where exchange.reader.mayBeHeld {
      exchange.task.fail(reason: TransportFailure.held)
    }
  }

  private func lookLater() {
    loop.scheduleTask(in: interval) { self.look() }
  }

  private func look() {
    let now = NIODeadline.now()
    let (exchanges, goesOn) = state.withLock { state in
      state.looks = !state.underWay.isEmpty
      return (Array(state.underWay.values), state.looks)
    }
    for exchange in exchanges {
      // What has not begun to leave waits for a connection: the client's own time is up then, and it says why.
      guard let since = exchange.reader.waitsSince else { continue }
      if now >= exchange.end {
        exchange.task.fail(reason: HTTPClientError.deadlineExceeded)
      } else if now - since > patience {
        exchange.task.fail(reason: HTTPClientError.readTimeout)
      }
    }
    if goesOn { lookLater() }
  }
}
