/// Why a store did not do what it was asked to.
///
/// Texts are ready for a person, name the server, and hold no secret.
public enum StoreError: Error, Sendable, Hashable {
  /// No connection, a name that does not resolve, a certificate that is not trusted, a time-out. The
  /// request had no effect.
  case unreachable(String)
  /// The connection was lost after the request may have reached the server: whether it took effect is
  /// not known.
  case uncertain(String)
  /// The server asks for time (429, 503). A read has been waited for already; a write was most likely not done:
  /// look, then send it again.
  case busy(String)
  /// A write that was not sent, since it had no turn for too long or the server asks for time: read anew what it
  /// rests on before it is made again.
  case unasked(String)
  /// 401: not signed in, or no longer.
  case notSignedIn(String)
  /// 403: signed in, without the permission.
  case notAllowed(String)
  /// The store said no to this one request.
  case refused(Refusal)
  /// An answer that is not of the API's form.
  case badAnswer(String)

  public struct Refusal: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The API's code, such as `VALIDATE_FAILED`; `UNKNOWN` where it gave none.
    public var code: String
    public var message: String

    public init(status: Int, code: String, message: String) {
      self.status = status
      self.code = code
      self.message = message
    }
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreachable(let text), .uncertain(let text), .busy(let text), .unasked(let text),
      .notSignedIn(let text), .notAllowed(let text), .badAnswer(let text):
      text
    case .refused(let refusal):
      "the server refused (\(refusal.status) \(refusal.code)): \(refusal.message)"
    }
  }
}
