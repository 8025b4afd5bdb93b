/// What goes wrong with one request.
package enum Fault: Sendable, Hashable {
  /// Nothing.
  case none
  /// Not handled: the connection is closed in order, without an answer.
  case refuse
  /// Not handled: the connection is reset.
  case resetBefore
  /// Handled, then the connection is reset without an answer.
  case resetAfter
  /// Not handled: an error of that status in the API's form, with `Retry-After` in seconds where given.
  case status(Int, retryAfter: Int?, code: String)
  /// Handled after so long.
  case slow(Duration)
  /// Handled at once, and answered after so long.
  case slowAfter(Duration)
  /// Handled; the head tells the full length, half of the body follows, then the connection is closed. An
  /// answer without a body is not sent at all.
  case cutBody
  /// Not handled: 401, and every access token that a sign-in gave has ended. Refresh tokens stay, and so do
  /// the tokens that the server started with, since nothing could bring those back.
  case expireTokens
  /// Not handled: 200 with that body as HTML.
  case garbage(String)
  /// Handled, but told as an error of that status.
  case handledThenStatus(Int)

  /// Whether the request takes effect in spite of it.
  package var isHandled: Bool {
    switch self {
    case .none, .resetAfter, .slow, .slowAfter, .cutBody, .handledThenStatus: true
    case .refuse, .resetBefore, .status, .expireTokens, .garbage: false
    }
  }
}
