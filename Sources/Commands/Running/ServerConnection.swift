import BulkEdit
import PBXClient

/// A session, and what the journal calls its server.
struct ServerConnection: Sendable {
  let session: PBXSession
  /// What the session was made of.
  let configuration: PBXConfiguration
  let target: RunTarget
  /// Whether the same server can be reached again once the program has ended.
  let isLasting: Bool
}
