/// Why a sandbox does not start.
package enum SandboxError: Error, Hashable, CustomStringConvertible {
  /// The database can't be opened or made.
  case database(path: String?, reason: String)
  /// A rate to load that the table can't take.
  case record(String)
  /// What was asked of the table directly, and it can't do.
  case table(String)
  /// The address can't be listened on.
  case listen(host: String, port: Int, reason: String)
  /// The file with the token.
  case tokenFile(path: String, reason: String)

  package var description: String {
    switch self {
    case .database(let path, let reason):
      "the sandbox's database \(path.map { "'\($0)'" } ?? "(temporary)") can't be opened: \(reason)"
    case .record(let text): "the rates can't be loaded: \(text)"
    case .table(let text): "the sandbox's table: \(text)"
    case .listen(let host, let port, let reason):
      "the sandbox can't listen on \(host):\(port): \(reason); choose another port, or 0 for a free one"
    case .tokenFile(let path, let reason): "the token file '\(path)': \(reason)"
    }
  }

  static func reason(_ error: any Error) -> String {
    let text = "\(error)"
    return text.contains("Address already in use") ? "another program listens there" : text
  }
}
