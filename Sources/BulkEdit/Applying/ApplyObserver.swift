package import RateQL

/// Is told of each step of an application, before and after it. Progress is shown from here, and a
/// journal stands here: `willWrite` returns before the request leaves.
package protocol ApplyObserver: Sendable {
  func begin(total: Int) async
  /// About to be written: the change, and the whole record as it was read right before (nil for a create).
  func willWrite(_ change: Change, current: RateRecord?) async throws
  func didFinish(_ result: ChangeResult) async
  func end() async
}

extension ApplyObserver {
  package func begin(total: Int) async {}
  package func willWrite(_ change: Change, current: RateRecord?) async throws {}
  package func didFinish(_ result: ChangeResult) async {}
  package func end() async {}
}

/// Watches nothing.
package struct SilentObserver: ApplyObserver {
  package init() {}
}
