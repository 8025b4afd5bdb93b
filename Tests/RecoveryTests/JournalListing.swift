import Foundation

/// What `rateql journal` tells, read as a program would.
struct JournalListing {
  struct Run {
    let number: Int
    let what: String
    let state: String
  }

  /// A change of a run.
  struct Entry: Hashable {
    let id: String?
    let prefix: String?
    let state: String

    var isApplied: Bool { state == "applied" }
    /// Sent, or about to be sent, with nothing known of its answer.
    var isInDoubt: Bool { ["intended", "uncertain", "in doubt"].contains(state) }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Parameter text: `rateql journal --format json`; the newest run first.
  static func runs(_ text: String) throws -> [Run] {
    try rows(text).map { row in
      guard let number = row["run"] as? Int, let what = row["what"] as? String,
        let state = row["state"] as? String
      else { throw Failure(description: "the journal lists no run here: \(row)") }
      return Run(number: number, what: what, state: state)
    }
  }

  /// - Parameter text: `rateql journal show RUN --format json`, which has a line for each field.
  static func entries(_ text: String) throws -> Set<Entry> {
    try Set(
      rows(text).map { row in
        guard let state = row["state"] as? String else {
          throw Failure(description: "a change without a state: \(row)")
        }
        return Entry(id: row["id"] as? String, prefix: row["prefix"] as? String, state: state)
      })
  }

  private static func rows(_ text: String) throws -> [[String: Any]] {
    // Nothing is listed of a journal that is not there yet.
    guard let start = text.firstIndex(of: "[") else { return [] }
    guard let rows = try JSONSerialization.jsonObject(with: Data(text[start...].utf8)) as? [[String: Any]]
    else {
      throw Failure(description: "the journal is not listed as JSON: \(text)")
    }
    return rows
  }
}
