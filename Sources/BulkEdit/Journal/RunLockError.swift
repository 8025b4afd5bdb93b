package import FoundationEssentials

/// Who holds a target's lock, as the lock's file tells it.
package struct RunLockHolder: Codable, Sendable, Hashable {
  package var pid: Int32
  /// What tells its process from a later one of the same id; nil where the system does not say it.
  package var started: String?
  package var user: String
  package var since: Date
  /// What the run does: `apply prices.rql`.
  package var purpose: String

  package init(pid: Int32, started: String? = nil, user: String, since: Date, purpose: String) {
    self.pid = pid
    self.started = started
    self.user = user
    self.since = since
    self.purpose = purpose
  }
}

/// Why a run may not begin.
package enum RunLockError: Error, Sendable, Hashable {
  /// Another run is at work on the target. The holder is nil in the moment before it has signed.
  case held(target: String, by: RunLockHolder?)
  case cannotLock(path: String, reason: String)
}

extension RunLockError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .held(let target, let holder?):
      """
      another run is at work on \(target): process \(holder.pid) of \(holder.user), since \
      \(holder.since.formatted(.iso8601)), for \(holder.purpose); wait until it has ended, or end it with \
      `kill \(holder.pid)` and then use `rateql resume`
      """
    case .held(let target, nil):
      "another run is at work on \(target); wait until it has ended"
    case .cannotLock(let path, let reason):
      "cannot lock \(path): \(reason); no change is made without the lock"
    }
  }
}
