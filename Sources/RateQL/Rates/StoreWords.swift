/// How a store says what it is asked, for `explain`.
public struct StoreWords: Sendable, Hashable {
  /// The question in the store's own words, such as `filter=type eq 'MOBILE'`, a part a line.
  public var lines: [String]
  /// How many rates one request brings; nil where that is not known.
  public var ratesPerRequest: Int?

  public init(lines: [String] = [], ratesPerRequest: Int? = nil) {
    self.lines = lines
    self.ratesPerRequest = ratesPerRequest
  }
}

extension RateStore {
  /// A store without words of its own.
  public func words(for request: ScanRequest) -> StoreWords { StoreWords() }
}
