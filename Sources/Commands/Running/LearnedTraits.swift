import BulkEdit
import FoundationEssentials
import PBXClient
import RateQL

/// What sessions have learned of a server, kept in the state folder from one program to the next.
struct LearnedTraits: Sendable {
  private struct Stored: Codable {
    var server: String
    var learned: Date
    /// Whether the server is relied on for each trait, by its name.
    var traits: [String: Bool]
    /// How many rates it had.
    var rates: Int?
  }

  /// After so long a server is tried again: it may have been changed.
  private static let lifetime: TimeInterval = 7 * 86_400

  private let server: String
  private let path: String

  /// Nil where there is no state folder: then each program learns for itself.
  init?(_ server: String, _ environment: [String: String]) {
    guard let folder = StateFolder.path(environment) else { return nil }
    self.server = server
    path = "\(folder)/servers/\(TellingFileName.make([server])).json"
  }

  var keeper: KnowledgeKeeper { KnowledgeKeeper(load: load, save: save) }

  /// What can't be read, or is too old, is learned anew.
  private func load() -> KnowledgeKeeper.Kept {
    let stored = stored
    return KnowledgeKeeper.Kept(
      verdicts: Dictionary(
        (stored?.traits ?? [:]).compactMap { name, verdict in ServerTrait(name).map { ($0, verdict) } },
        uniquingKeysWith: { first, _ in first }),
      rates: stored?.rates)
  }

  private var stored: Stored? {
    guard let stored = try? StateFile.read(path, as: Stored.self), stored.server == server,
      case let age = Date().timeIntervalSince(stored.learned), age >= 0, age < LearnedTraits.lifetime
    else { return nil }
    return stored
  }

  /// What can't be kept is learned anew next time. The date stays that of what was learned first.
  private func save(_ kept: KnowledgeKeeper.Kept) async {
    let earlier = stored
    let traits = Dictionary(
      kept.verdicts.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    // Another program may have found out meanwhile that something is not to be relied on.
    let stored = Stored(
      server: server, learned: earlier?.learned ?? Date(),
      traits: (earlier?.traits ?? [:]).merging(traits) { $0 && $1 }, rates: kept.rates ?? earlier?.rates)
    try? StateFile.makeFolder(of: path)
    try? await StateFile.write(stored, to: path)
  }

  /// So that the server is tried anew.
  func forget() { try? FileManager.default.removeItem(atPath: path) }
}
