import GRDB

/// Why the journal could not do what it was asked.
package enum JournalError: Error, Sendable, Hashable {
  case cannotOpen(path: String, reason: String)
  /// A later version of the program has changed the file's layout.
  case newerSchema(path: String)
  /// Nothing of what was to be written then is on record; it may be tried again.
  case writing(reason: String)
  case reading(reason: String)
  case unknownRun(Int64)
  case unknownEntry(run: Int64, sequence: Int)
  /// The run is finished; only one that is open may make changes.
  case notOpen(Int64)
  /// Something on record does not read as what it should be.
  case damaged(run: Int64, sequence: Int?, reason: String)
}

extension JournalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "cannot open the journal \(path): \(reason); no change is made without one"
    case .newerSchema(let path):
      "the journal \(path) was written by a newer version of rateql: use that one, or another journal"
    case .writing(let reason):
      "cannot write to the journal: \(reason)"
    case .reading(let reason):
      "cannot read the journal: \(reason)"
    case .unknownRun(let run):
      "the journal has no run \(run); `rateql journal` lists those it has"
    case .unknownEntry(let run, let sequence):
      "run \(run) has no change number \(sequence)"
    case .notOpen(let run):
      "run \(run) is finished and makes no more changes; `rateql resume` opens one that was broken off"
    case .damaged(let run, let sequence, let reason):
      "the journal's record of run \(run)\(sequence.map { ", change \($0)" } ?? "") cannot be read: \(reason)"
    }
  }

  /// What went wrong underneath, in plain words.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return switch error.resultCode.primaryResultCode {
    case .SQLITE_FULL: "the disk is full; free some space and try again"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds it locked; try again when that has ended"
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: "it may not be written to; look at its permissions"
    case .SQLITE_CANTOPEN: "the file or one beside it cannot be opened; look at its permissions"
    case .SQLITE_NOTADB: "the file is no SQLite database"
    case .SQLITE_CORRUPT: "the file is damaged"
    case .SQLITE_IOERR: "the disk reports an error (\(error.message ?? "no details"))"
    default: error.message ?? "SQLite's error \(error.resultCode.rawValue)"
    }
  }
}
