import RateQL

extension PBXSession {
  /// The page's rates with what lists leave out.
  ///
  /// "A list is a summary", on some servers of more than `connect_fee` (facts.md). A field that no rate of any
  /// list had may as well be null in all of them: the first pages are read rate by rate until one has it, and
  /// of later ones one rate each. What is gone meanwhile is left out.
  func completed(_ page: RatePage) async throws -> RateBatch {
    let missing = knowledge.noteListed(page.shown)
    guard !missing.isEmpty, page.batch.count > 0 else { return page.batch }
    if missing.allSatisfy({ knowledge.isRefuted(.listed($0)) }) {
      // Found out by an earlier session, perhaps: it is why the answer takes so long.
      knowledge.tell(.incompleteLists(server: name, fields: PBXSession.names(missing)))
      return try await filled(page.batch, missing, with: ratesByID(page.batch))
    }
    guard knowledge.takeLooks(page.batch.count) else { return try await sampled(page.batch, missing) }
    let rates = try await ratesByID(page.batch)
    let found = try await learned(missing, from: rates)
    guard found.isEmpty, rates.contains(where: \.isUnreadable) else {
      return try await filled(page.batch, missing, with: rates)
    }
    return try await assumed(page.batch, missing)
  }

  /// Looks at one rate of a page, with none that has the fields so far.
  private func sampled(_ batch: RateBatch, _ missing: RateFieldSet) async throws -> RateBatch {
    _ = try await learned(missing, from: ratesByID(batch.gathered([Int32(batch.count / 2)])))
    return try await assumed(batch, missing)
  }

  /// Takes the fields for null that have not been found to be left out, by this page or by another one.
  private func assumed(_ batch: RateBatch, _ missing: RateFieldSet) async throws -> RateBatch {
    let leftOut = knowledge.takeForNull(missing)
    if leftOut != missing {
      knowledge.tell(.takenForNull(server: name, fields: PBXSession.names(missing.subtracting(leftOut))))
    }
    guard !leftOut.isEmpty else { return batch }
    return try await filled(batch, leftOut, with: ratesByID(batch))
  }

  /// Those of the fields that one of the rates has; lists leave them out.
  ///
  /// - Throws: `StoreError` where they were taken for null before: those rates can't be taken back.
  private func learned(_ fields: RateFieldSet, from rates: [RateByID]) async throws -> RateFieldSet {
    let found = fields.filter { field in rates.contains { $0.has(field) } }
    guard !found.isEmpty else { return [] }
    await knowledge.learn(Dictionary(uniqueKeysWithValues: found.map { (.listed($0), false) }))
    knowledge.tell(.incompleteLists(server: name, fields: PBXSession.names(found)))
    guard !knowledge.wereTakenForNull(found) else {
      throw StoreError.badAnswer(
        "the lists of \(name) leave out \(PBXSession.names(found)), which shows only now; run it again")
    }
    return found
  }

  private func filled(
    _ batch: RateBatch, _ fields: RateFieldSet, with rates: [RateByID]
  ) async throws -> RateBatch {
    let there = try rates.indices.filter { try rates[$0].record() != nil }
    var batch = there.count < rates.count ? batch.gathered(there.map { Int32($0) }) : batch
    for field in fields {
      var column = Column.empty(field.type, scale: field.fractionDigits ?? 0)
      for row in there { column.append(try rates[row].record()?[field] ?? .null) }
      batch[field] = column
    }
    return batch
  }

  private static func names(_ fields: RateFieldSet) -> String {
    fields.map(\.name).joined(separator: ", ")
  }

  /// The rates of a page, each read by its id, several at a time.
  private func ratesByID(_ batch: RateBatch) async throws -> [RateByID] {
    var found = [RateByID](repeating: .gone, count: batch.count)
    try await withThrowingTaskGroup(of: (Int, RateByID).self) { group in
      for place in found.indices {
        if place >= concurrency, let (done, rate) = try await group.next() { found[done] = rate }
        let id = batch.value(.id, place)?.string ?? ""
        group.addTask { [self] in
          do {
            return (place, try await rate(id: id).map { .there($0) } ?? .gone)
          } catch let error as StoreError {
            switch error {
            case .refused, .badAnswer: return (place, .unreadable(error))
            default: throw error
            }
          }
        }
      }
      for try await (place, rate) in group { found[place] = rate }
    }
    return found
  }
}

/// What reading a listed rate by its id gave.
private enum RateByID: Sendable {
  case there(RateRecord)
  case gone
  case unreadable(StoreError)

  var isUnreadable: Bool {
    if case .unreadable = self { true } else { false }
  }

  func has(_ field: RateField) -> Bool {
    guard case .there(let record) = self, let value = record[field] else { return false }
    return !value.isNull
  }

  /// Nil for one that is gone.
  func record() throws(StoreError) -> RateRecord? {
    switch self {
    case .there(let record): record
    case .gone: nil
    case .unreadable(let error): throw error
    }
  }
}
