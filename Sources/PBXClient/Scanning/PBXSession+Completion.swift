import RateQL

extension PBXSession {
  /// The page with what lists leave out.
  ///
  /// "A list is a summary", on some servers of more than `connect_fee` (facts.md). A field that no rate of any
  /// list had may be null in all of them: a few are read by their ids, and where one of them has it, every
  /// rate is.
  func completed(_ page: RatePage) async throws -> RatePage {
    let missing = knowledge.noteListed(page.shown)
    guard !missing.isEmpty, page.batch.count > 0 else { return page }
    var leftOut = missing.filter { knowledge.isRefuted(.listed($0)) }
    if leftOut != missing {
      let found = try await look(for: missing.subtracting(leftOut), in: page)
      leftOut.formUnion(found)
      knowledge.noteTakenForNull(missing.subtracting(leftOut))
    }
    guard !leftOut.isEmpty else { return page }
    knowledge.tell(.incompleteLists(server: name, fields: leftOut.sorted { $0.rawValue < $1.rawValue }))
    return try await filled(page, leftOut)
  }

  /// Those of the fields that a rate has where it is read by its id.
  private func look(for fields: Set<RateField>, in page: RatePage) async throws -> Set<RateField> {
    let looks = knowledge.takeLooks(min(8, page.batch.count))
    let rows = (0..<looks).map { $0 * page.batch.count / looks }
    let rates: [RateRecord?]
    do {
      rates = try await self.rates(ids: rows.map { page.batch.value(.id, $0)?.string ?? "" })
    } catch StoreError.refused, StoreError.badAnswer {
      // Nothing is known of them but what the list has.
      return []
    }
    let found = fields.filter { field in rates.contains { $0?[field].map { !$0.isNull } ?? false } }
    guard !found.isEmpty else { return [] }
    await knowledge.learn(Dictionary(uniqueKeysWithValues: found.map { (.listed($0), false) }))
    guard !knowledge.wereTakenForNull(found) else {
      throw StoreError.badAnswer(
        "the lists of \(name) leave out \(found.map(\.name).sorted().joined(separator: ", ")), which shows only "
          + "now; run it again")
    }
    return found
  }

  private func filled(_ page: RatePage, _ fields: Set<RateField>) async throws -> RatePage {
    var page = page
    let rates = try await rates(ids: (0..<page.batch.count).map { page.batch.value(.id, $0)?.string ?? "" })
    // One that is gone meanwhile is no longer in the list either.
    let there = rates.indices.filter { rates[$0] != nil }
    if there.count < rates.count { page.batch = page.batch.gathered(there.map { Int32($0) }) }
    for field in fields {
      var column = Column.empty(field.type, scale: field.fractionDigits ?? 0)
      for row in there { column.append(rates[row]?[field] ?? .null) }
      page.batch[field] = column
    }
    return page
  }

  /// The rates with those ids, read several at a time; nil for one that there is not.
  private func rates(ids: [String]) async throws -> [RateRecord?] {
    var found = [RateRecord?](repeating: nil, count: ids.count)
    try await withThrowingTaskGroup(of: (Int, RateRecord?).self) { group in
      for (place, id) in ids.enumerated() {
        if place >= concurrency, let (done, rate) = try await group.next() { found[done] = rate }
        group.addTask { [self] in (place, try await rate(id: id)) }
      }
      for try await (place, rate) in group { found[place] = rate }
    }
    return found
  }
}
