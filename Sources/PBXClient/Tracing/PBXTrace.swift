/// One half of an exchange with the server, fit to be shown: its secrets are masked, its body is cut.
package struct PBXTrace: Sendable {
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  package enum Event: Sendable {
    case sent(method: String, path: String)
    /// `after`: since the request was sent.
    case answered(status: Int, after: Duration)
    /// No answer came, or not the whole of it.
    case failed(reason: String, after: Duration)
  }

  /// Counts the requests of a session from 1; an answer has the number of its request.
  package var number: Int
  package var event: Event
  package var headers: [Header] = []
  /// Nil where there is none.
  package var body: String?
}
