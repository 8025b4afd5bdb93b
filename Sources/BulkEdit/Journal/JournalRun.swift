/// How far a run has come.
package enum RunState: String, Sendable, Hashable, CaseIterable {
  /// Unfinished: its process is at work, or died.
  case open
  /// Every change was made.
  case done
  /// It went to its end, and some changes were not made.
  case partial
  /// It stopped by its own rules, at an error or a conflict.
  case stopped
  /// It was broken off, and can be resumed.
  case interrupted
  /// It was given up: nothing more will be done about it.
  case abandoned
}

/// A run as the journal knows it.
package struct JournalRun: Sendable, Hashable {
  package var id: Int64
  package var kind: RunKind
  package var target: RunTarget
  package var script: String
  package var note: String?
  package var undoes: Int64?
  package var planDigest: String?
  package var state: RunState
  package var started: UnixTime
  /// Nil while the run is open.
  package var finished: UnixTime?
  /// How many entries it has.
  package var changeCount: Int
  /// Entries by their state; states that no entry has are left out.
  package var counts: [EntryState: Int]
  /// The process that began the run, or resumed it last.
  package var processID: Int32

  /// What it did, as lists of runs say it.
  package var title: String { undoes.map { "undo of run \($0)" } ?? script }

  /// How it ended, as lists of runs say it.
  package var ending: String { state == .open ? "unfinished" : state.rawValue }

  package func count(_ state: EntryState) -> Int { counts[state] ?? 0 }

  /// Whether there is something to resume: an open run always, as it has to be closed at least, one that was
  /// broken off while changes are left, and any with a change of which it is not known whether it was made.
  package var isUnfinished: Bool {
    switch state {
    case .open: true
    case .interrupted: count(.applied) + count(.drifted) + count(.gone) < changeCount
    case .partial, .stopped: count(.intended) + count(.uncertain) > 0
    case .done, .abandoned: false
    }
  }
}
