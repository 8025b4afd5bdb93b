/// A request as a ``FaultPlan`` sees it, before it is handled.
package struct FaultRequest: Sendable, Hashable {
  /// 1 for the first request of the API, sign-in included.
  package var ordinal: Int
  /// 1 for the first write; nil for what is none.
  package var writeOrdinal: Int?
  package var method: String
  /// The path without its query, as it was sent.
  package var path: String
  /// The rate that the path names.
  package var rateID: String?

  package var isWrite: Bool { writeOrdinal != nil }

  package init(ordinal: Int, writeOrdinal: Int?, method: String, path: String, rateID: String?) {
    self.ordinal = ordinal
    self.writeOrdinal = writeOrdinal
    self.method = method
    self.path = path
    self.rateID = rateID
  }
}

/// Decides what goes wrong with each request to a sandbox.
///
/// Requests that are under way at the same time are asked about at the same time; the ordinals tell them
/// apart.
package protocol FaultPlan: Sendable {
  /// What goes wrong with this request.
  func fault(for request: FaultRequest) async -> Fault
  /// Called when a request has come, before its fault is asked for. A test may change the table behind the
  /// client's back here, or end the client.
  func before(_ request: FaultRequest, _ table: FaultTable) async
  /// Called when a request was dealt with, before anything of the answer leaves.
  ///
  /// - Parameter status: what the API itself answered; nil where the fault kept the request from it.
  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async
}

extension FaultPlan {
  package func fault(for request: FaultRequest) async -> Fault { .none }
  package func before(_ request: FaultRequest, _ table: FaultTable) async {}
  package func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {}
}
