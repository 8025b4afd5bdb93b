package import RateQL

/// What an examination has found out about a server. There is no secret in it.
package struct ServerReport: Sendable {
  package enum Part: String, Sendable, CaseIterable {
    case connection
    case signIn = "sign-in"
    case clock, list, values, conditions, orders, speed
  }

  package enum Verdict: String, Sendable {
    case fine = "ok"
    /// It works, but otherwise than the contract says, or at a price.
    case note
    case wrong
    /// It could not be found out.
    case unknown
  }

  package struct Finding: Sendable, Hashable {
    package var part: Part
    /// What was looked at.
    package var subject: String
    package var verdict: Verdict
    package var text: String
  }

  /// What messages call the server.
  package let server: String
  package private(set) var findings: [Finding] = []
  /// How many requests it took.
  package internal(set) var requests = 0
  /// What kept it from going on; nil where it came to its end.
  package internal(set) var failure: StoreError?

  init(server: String) { self.server = server }

  mutating func add(_ part: Part, _ subject: String, _ verdict: Verdict, _ text: String) {
    findings.append(Finding(part: part, subject: subject, verdict: verdict, text: text))
  }
}
