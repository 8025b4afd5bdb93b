import BulkEdit
import RateQL

/// What the program's exit code says; the same everywhere. Documented in the README.
package enum ExitStatus: Int32, Sendable {
  /// Done, or a dry run that found nothing wrong.
  case done = 0
  case failed = 1
  /// The command line or the script is wrong.
  case usage = 2
  /// An assertion or a guard rail stopped it.
  case stopped = 3
  /// A plan was applied in part.
  case partial = 4
  /// Not signed in, or not allowed.
  case denied = 5
  case unreachable = 6
  /// A dry run found changes; only with `--detailed-exitcode`.
  case changes = 7
  case interrupted = 130

  init(_ error: RunError) {
    switch error {
    case .failed, .invalidPlan, .outputClosed, .limit: self = .failed
    case .assertion: self = .stopped
    case .cancelled: self = .interrupted
    case .store(let error): self.init(error)
    }
  }

  init(_ error: StoreError) {
    switch error {
    case .notSignedIn, .notAllowed: self = .denied
    case .unreachable, .uncertain, .busy, .unasked: self = .unreachable
    case .refused, .badAnswer: self = .failed
    }
  }

  init(_ report: ApplyReport) {
    if report.wasInterrupted {
      self = .interrupted
    } else if report.isComplete {
      self = .done
    } else if report.appliedCount > 0 {
      self = .partial
    } else if let error = report.stoppingError {
      self.init(error)
    } else {
      self = .failed
    }
  }
}

/// A message for the user and the code to end with.
package struct CommandFailure: Error, Sendable {
  package let status: ExitStatus
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
