package import RateQL

/// Everything that an ``OtherServer`` is told when it is made.
package struct OtherSettings: Sendable {
  package var quirks: Set<Quirk>
  package var rates: [RateRecord]
  package var billing = BillingSettings(enabled: true, account: "USER", type: "ONLINE")
  /// 0 takes a free one.
  package var port = 0
  package var user = "operator"
  package var password = "correct horse"
  package var domain = "sip.example.com"
  /// A token that is valid from the start and never runs out.
  package var token = "other-server-token"

  /// The most rates of a page under ``Quirk/pageCap`` and ``Quirk/topRefused``.
  package var pageCap = 50
  /// Under a quirk that is about some requests, each so many-th of them.
  package var every = 5
  /// What `Retry-After` says, in seconds from now.
  package var retryAfter = 1
  /// How many requests a token is good for under ``Quirk/tokenRunsOut`` and ``Quirk/refreshRefused``.
  package var tokenRequests = 12
  /// How many times the page behind a list's first is moved by ``Quirk/ratesComeBetweenPages`` and
  /// ``Quirk/ratesGoBetweenPages`` until the table stands still.
  package var movedPages = 1
  /// How long an answer stays away under ``Quirk/slow``.
  package var delay = Duration.milliseconds(200)
  /// Awaited before a request is answered, so that a test can hold it.
  package var beforeAnswer: (@Sendable (SeenRequest) async -> Void)?

  package init(_ quirks: Set<Quirk> = [], rates: [RateRecord] = []) {
    self.quirks = quirks
    self.rates = rates
  }
}

/// A request as the server got it.
package struct SeenRequest: Sendable, Hashable {
  /// Its number, from 1 on.
  package var number: Int
  package var method: String
  /// The host that the client believes to speak with.
  package var host: String
  /// Without the query; escapes as they came.
  package var path: String
  /// As it came; empty where there is none.
  package var rawQuery: String
  package var authorization: String?
  package var body: [UInt8]

  package var query: [String: String] { FormFields.read(rawQuery) }
  package var text: String { String(decoding: body, as: UTF8.self) }
}
