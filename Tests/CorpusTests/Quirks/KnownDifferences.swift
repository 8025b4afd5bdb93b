import OtherServer

/// The servers on which queries of the corpus are not yet answered as they should be. A server that has become
/// right fails its test until it is taken out of here.
enum KnownDifferences {
  static let quirks: Set<Quirk> = []

  /// Seeds.
  static let mixtures: Set<UInt64> = []

  static func include(_ server: QuirkyServer) -> Bool {
    switch server {
    case .plain, .writing: false
    case .one(let quirk): quirks.contains(quirk)
    case .mix(let seed): mixtures.contains(seed)
    }
  }
}
