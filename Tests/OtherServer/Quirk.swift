/// A way in which a real server differs from the contract, and with which a client has to cope.
///
/// What stands in quotation marks is what is known of real servers, as the vendor's guide or its users say it.
package enum Quirk: String, CaseIterable, Sendable, Hashable {
  // MARK: Filters

  /// "`filter` ignored": every rate is listed.
  case filterIgnored = "filter-ignored"
  /// "`filter` refused (400)".
  case filterRefused = "filter-refused"
  /// "Refused (400)", of one operator alone; so are those that follow.
  case eqRefused = "eq-refused"
  case neRefused = "ne-refused"
  case gtRefused = "gt-refused"
  case geRefused = "ge-refused"
  case ltRefused = "lt-refused"
  case leRefused = "le-refused"
  case startswithRefused = "startswith-refused"
  case endswithRefused = "endswith-refused"
  case containsRefused = "contains-refused"
  case andRefused = "and-refused"
  case orRefused = "or-refused"
  /// "Brackets and `not` are OData but not shown by the vendor": refused.
  case bracketsRefused = "brackets-refused"
  /// "`filter` compared as text": 9 comes after 10.
  case filterAsText = "filter-as-text"
  /// "`filter` case-insensitive": eq, ne, the orders and the functions alike.
  case filterIgnoresCase = "filter-ignores-case"
  /// An operator misread: null is before every value, so that `lt`, `le` and `ne` hold for it.
  case filterTakesNullAsLowest = "filter-takes-null-as-lowest"
  /// An operator misread: of a whole condition only the first comparison counts.
  case filterReadsFirstOnly = "filter-reads-first-only"

  // MARK: Orders

  /// "`orderby` ignored": rates come as they were created.
  case orderIgnored = "order-ignored"
  /// "`orderby` refused (400)".
  case orderRefused = "order-refused"
  /// "`orderby` compared as text": 10 comes before 9.
  case orderAsText = "order-as-text"
  /// "`orderby` case-insensitive".
  case orderIgnoresCase = "order-ignores-case"
  /// Part of an order ignored: the first field alone counts.
  case orderByFirstOnly = "order-by-first-only"
  /// Part of an order ignored: `desc` is taken as `asc`.
  case orderAscendingOnly = "order-ascending-only"
  /// Nulls in an order stand before all values, or after them where it descends.
  case orderNullsLowest = "order-nulls-lowest"
  /// "Items in an unstable order between pages": what `orderby` leaves open differs from answer to answer.
  case orderUnstable = "order-unstable"

  // MARK: Searches, pages, counts

  /// "`search`: free text; the server decides what matches": everything does.
  case searchIgnored = "search-ignored"
  /// "`search`: free text; the server decides what matches": whole words of the description alone.
  case searchWholeWords = "search-whole-words"
  /// "`top` capped below what was asked": a page never has more rates than ``OtherSettings/pageCap``.
  case pageCap = "page-cap"
  /// The same cap, kept by refusing (400) to give a larger page.
  case topRefused = "top-refused"
  /// "`count` missing".
  case countMissing = "count-missing"
  /// "Numbers as strings", the count too.
  case countAsText = "count-as-text"
  /// "`count` off": that of the page.
  case countOfPage = "count-of-page"
  /// "`count` off": that of the whole table, whatever the filter.
  case countOfTable = "count-of-table"
  /// "`count` off": three too many.
  case countTooHigh = "count-too-high"
  /// "`count` off": three too few.
  case countTooLow = "count-too-low"
  /// "A record inserted between two pages shifts the rest": one that is gone when the list is read again.
  case ratesComeBetweenPages = "rates-come-between-pages"
  /// "A record deleted between two pages shifts the rest": the first one, which is back soon.
  case ratesGoBetweenPages = "rates-go-between-pages"

  // MARK: How rates are written

  /// "Prices as JSON strings"; seconds too.
  case numbersAsText = "numbers-as-text"
  /// "Prices with exponents (1e-05)".
  case numbersWithExponents = "numbers-with-exponents"
  /// "Prices with float noise (0.1000000001)", or below (0.0999999999).
  case numbersWithNoise = "numbers-with-noise"
  /// Missing fields: what is null is not there at all, where others send "explicit `null`".
  case nullsLeftOut = "nulls-left-out"
  /// "The list is a summary", and "on other servers perhaps more" fields than `connect_fee` are left out of it:
  /// here `free_seconds`, `grace_period` and the description.
  case listLeavesOutMore = "list-leaves-out-more"
  /// "Unknown fields", which an update has to send back: those that it does not send are lost.
  case unknownFields = "unknown-fields"
  /// "An unknown `type`": some rates are of the type PREMIUM.
  case unknownType = "unknown-type"
  /// "Some servers may leave `connect_fee` out there too": no answer has it.
  case feeHidden = "fee-hidden"
  /// Lists show `connect_fee` as well.
  case feeListed = "fee-listed"

  // MARK: Writes

  /// "200 without a body", to an update.
  case updateAnswersNothing = "update-answers-nothing"
  /// "A server may reset what an update leaves out" to its default.
  case updateResetsMissing = "update-resets-missing"
  /// "200 without a body", to a create: the new id is nowhere told.
  case createAnswersNothing = "create-answers-nothing"
  /// Another success than 200 to a create: 201.
  case createAnswersCreated = "create-answers-created"
  /// "204 or 200 for destroy": 200.
  case destroyAnswersOK = "destroy-answers-ok"
  /// "403": the permission Billing.FullAccess is missing.
  case writesForbidden = "writes-forbidden"
  /// "A reset after the change was made but before the answer came", to some writes.
  case resetAfterWrite = "reset-after-write"

  // MARK: Transport

  /// "Gzip", asked for or not.
  case gzip
  /// "Chunked", in pieces that split letters.
  case chunked
  /// "`Connection: close`" with every answer.
  case connectionClose = "connection-close"
  /// An answer whose first byte is long in coming: ``OtherSettings/delay``.
  case slow
  /// Redirects "to the same host": every operation is elsewhere (307).
  case redirectsWithin = "redirects-within"
  /// Redirects to another host, which a client must not follow with its token (307).
  case redirectsElsewhere = "redirects-elsewhere"
  /// "An HTML error page from a proxy in front", wherever an error is told.
  case errorsAsHTML = "errors-as-html"

  // MARK: Faults that pass, of some requests

  /// "429 with `Retry-After`", in seconds.
  case tooManyRequests = "too-many-requests"
  /// "429 with `Retry-After`", as an HTTP date.
  case tooManyRequestsUntil = "too-many-requests-until"
  /// "503 with `Retry-After`".
  case unavailable
  /// "An HTML error page from a proxy in front", in place of an answer: 502.
  case badGateway = "bad-gateway"
  /// "401 in the middle of a run": a token is good for so many requests, then refreshed.
  case tokenRunsOut = "token-runs-out"
  /// The same, and the refresh token is refused: the client has to sign in again.
  case refreshRefused = "refresh-refused"
  /// "`expires_at` (RFC 3339) may stand instead of `expires_in`".
  case expiresAt = "expires-at"
}
