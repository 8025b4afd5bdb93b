package import RateQL

/// Is told of each step of an application, before and after it. Progress is shown from here, and the journal
/// stands here: `willWrite` returns before the request leaves.
package protocol ApplyObserver: Sendable {
  func begin(total: Int) async
  /// About to be written.
  ///
  /// - Parameters:
  ///   - read: the whole record as it was read right before; nil for a create.
  ///   - written: the whole record that is sent; nil for a delete.
  /// - Throws: where it must not be written; everything stops then.
  func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws
  func didFinish(_ result: ApplyResult) async
  func end() async
}

extension ApplyObserver {
  package func begin(total: Int) async {}
  package func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {}
  package func didFinish(_ result: ApplyResult) async {}
  package func end() async {}
}

/// Tells several, the first first.
package struct ObserverList: ApplyObserver {
  private let observers: [any ApplyObserver]

  package init(_ observers: [any ApplyObserver]) { self.observers = observers }

  package func begin(total: Int) async {
    for observer in observers { await observer.begin(total: total) }
  }

  package func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {
    for observer in observers { try await observer.willWrite(step, read: read, written: written) }
  }

  package func didFinish(_ result: ApplyResult) async {
    for observer in observers { await observer.didFinish(result) }
  }

  package func end() async {
    for observer in observers { await observer.end() }
  }
}
