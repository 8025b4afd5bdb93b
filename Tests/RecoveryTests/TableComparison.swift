import RateQL

/// Two tables, ids aside. What somebody else had a hand in may be as it was or as the plan says; all else has to be
/// as it should.
struct TableComparison {
  /// By prefix.
  let wanted: [String: RateRecord]
  /// The table as it may still be where somebody was in the way.
  let otherwise: [String: RateRecord]
  /// The prefixes of rates that somebody else has changed.
  let meddled: Set<String>
  /// Prefixes that hang together: one is freed before it is taken.
  let renamed: Set<String>

  init(wanted: [RateRecord], otherwise: [RateRecord], meddled: Set<String>, renamed: Set<String>) {
    self.wanted = TableComparison.plain(wanted)
    self.otherwise = TableComparison.plain(otherwise)
    self.meddled = meddled
    self.renamed = renamed
  }

  /// What is wrong with the table that was found; nil where nothing is.
  func fault(_ found: [RateRecord]) -> String? {
    guard found.count == Set(found.compactMap(\.prefix)).count else { return "a prefix stands twice" }
    let mine = TableComparison.plain(found)
    for prefix in Set(mine.keys).union(wanted.keys).sorted() where mine[prefix] != wanted[prefix] {
      if may(prefix, be: mine[prefix]) { continue }
      return "\(prefix) is \(mine[prefix].map { "\($0)" } ?? "none"), not "
        + "\(wanted[prefix].map { "\($0)" } ?? "none")"
    }
    return nil
  }

  /// The prefixes of rates that the plan would have changed, and that are as they were.
  func left(_ found: [RateRecord]) -> [String] {
    let mine = TableComparison.plain(found)
    return meddled.filter { prefix in
      let (old, new) = (otherwise[prefix], wanted[prefix])
      return old != nil && own(mine[prefix]) == own(old) && own(old) != own(new)
    }
  }

  private func may(_ prefix: String, be record: RateRecord?) -> Bool {
    let isRenamed = !meddled.isDisjoint(with: renamed) && renamed.contains(prefix)
    guard meddled.contains(prefix) || isRenamed else { return false }
    // A prefix that was freed may be nobody's where its taker was in the way.
    if record == nil, isRenamed { return true }
    return [wanted[prefix], otherwise[prefix]].contains { own($0) == own(record) }
  }

  /// Without the one field that somebody else writes.
  private func own(_ record: RateRecord?) -> RateRecord? {
    guard var record else { return nil }
    record[.description] = nil
    return record
  }

  private static func plain(_ records: [RateRecord]) -> [String: RateRecord] {
    Dictionary(
      records.map { record in
        var record = record
        record[.id] = nil
        return (record.prefix ?? "", record)
      }, uniquingKeysWith: { first, _ in first })
  }
}
