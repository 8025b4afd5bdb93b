package import RateQL

/// How far one change has come.
package enum EntryState: String, Sendable, Hashable, CaseIterable {
  /// No request has left for it.
  case planned
  /// Its request may have left, and its answer is not known.
  case intended
  /// The server has it.
  case applied
  /// The rate was not as the plan knew it, and was left alone.
  case drifted
  /// The rate was there no more.
  case gone
  /// The server refused it.
  case failed
  /// Its answer was lost, and reading back has not settled it.
  case uncertain
  /// The run ended before its turn.
  case notTried

  /// What lists call it.
  package var word: String {
    switch self {
    case .intended, .uncertain: "in doubt"
    case .notTried: "not begun"
    case .planned, .applied, .drifted, .gone, .failed: rawValue
    }
  }
}

/// What one entry changes.
package enum EntryChange: Sendable, Hashable {
  case rate(Change)
  case billing(BillingChange)

  /// The statements that it comes from.
  var origins: [ChangeOrigin] {
    switch self {
    case .rate(let change): change.origins
    case .billing(let change): change.origins
    }
  }
}

/// One change of a run, with what has become of it.
package struct JournalEntry: Sendable, Hashable {
  /// Its place in the plan that the run began with, from 0.
  package var sequence: Int
  package var change: EntryChange
  package var state: EntryState
  /// The rate as it was read right before it was written; nil where it was not read.
  package var read: RateRecord?
  /// The whole record that was, or was about to be, sent.
  package var written: RateRecord?
  /// The id that the server gave to a created rate.
  package var newID: String?
  /// What there is to say of the outcome.
  package var detail: String?
  /// When it was put on record that the request would leave.
  package var intended: UnixTime?
}
