import RateQL

/// One scan of the list: passes over it, until one finds that the table has held still.
final class TableScan {
  private let session: PBXSession
  private let reader: SpanReader
  private let request: ScanRequest
  /// Every rate that was handed over, from the second pass on; until then the pass knows.
  private var delivered = IdentitySet()
  /// Whether nothing has come in yet.
  private(set) var isUntouched = true

  /// How often a table that moved is read again.
  private static let rereads = 2

  init(session: PBXSession, query: ListQuery, request: ScanRequest) {
    self.session = session
    self.request = request
    reader = SpanReader(session: session, query: query)
  }

  /// - Parameter begun: called when the first rows have come in.
  func run(
    _ deliver: (RateBatch) async throws -> ScanFlow, begun: () async -> Void = {}
  ) async throws {
    guard !request.order.isEmpty, request.limit != nil else { return try await readOver(deliver, begun) }
    // The first few of an order: rows of a pass that has to be read again can't be taken back, so none is
    // handed over before.
    var held: [RateBatch] = []
    try await readOver(
      { batch in
        held.append(batch)
        return .more
      },
      again: { held = [] }, begun)
    for batch in held { guard try await deliver(batch) == .more else { return } }
  }

  /// - Parameter again: called before a further pass; nil where what it finds anew is handed over beside the rest.
  private func readOver(
    _ deliver: (RateBatch) async throws -> ScanFlow, again: (() -> Void)? = nil,
    _ begun: () async -> Void
  ) async throws {
    var pass = Pass(request)
    for attempt in 0...TableScan.rereads {
      if attempt > 0 {
        session.count { $0.rereads += 1 }
        session.knowledge.tell(.moved(server: session.name))
        again?()
      }
      let earlier = pass
      if attempt == 1, again == nil { delivered = earlier.ids }
      pass = Pass(request)
      try await read(&pass, isFirst: attempt == 0 || again != nil, deliver, begun: begun)
      // A count that goes with the question says nothing of whether the table stood still.
      if !pass.heldStill(trustsCount: true), pass.heldStill(trustsCount: false) {
        _ = try await session.reliesOnCount()
      }
      let trustsCount = !session.knowledge.isRefuted(.count)
      switch pass.ending {
      case .enough: return
      case .filled where request.order.isEmpty || pass.heldStill(trustsCount: trustsCount): return
      case .end where pass.isComplete(trustsCount: trustsCount):
        if request.predicate == nil, request.limit == nil, request.skip == 0 {
          await session.knowledge.note(rates: pass.rows)
        }
        return
      default: break
      }
      if attempt > 0, pass.agrees(with: earlier, delivered: again == nil ? delivered.count : pass.rows) {
        // Twice the same rates, and the end seen: it is the count that is wrong.
        await session.knowledge.distrust(.count)
        session.knowledge.tell(.wrongCount(server: session.name))
        return
      }
    }
    throw StoreError.badAnswer(
      "the rates of \(session.name) do not hold still: its pages repeat or leave out rates each time they "
        + "are read; try again when nobody else changes them")
  }

  private func read(
    _ pass: inout Pass, isFirst: Bool, _ deliver: (RateBatch) async throws -> ScanFlow,
    begun: () async -> Void
  ) async throws {
    var pages = PageOrder(
      skip: request.skip, limit: request.limit, size: session.pageSize, cap: session.knowledge.pageCap)
    let foreseen = foreseen
    if let foreseen { pages.learn(total: foreseen, cap: session.knowledge.pageCap) }
    let reader = self.reader
    try await withThrowingTaskGroup(of: (Int, Span).self) { group in
      var arrived: [Int: Span] = [:]
      var (nextSent, nextTaken) = (0, 0)
      // Twice as many as there are connections: pages are taken in order, and one that is late should let none of
      // them idle.
      let most = session.concurrency > 1 ? session.concurrency * 2 : 1
      // The first page alone, since it tells how many there are, unless that can be foreseen. Then few: who wants
      // a handful should not cost the server a thousand pages.
      var window = foreseen == nil ? 1 : most
      while true {
        while nextSent - nextTaken < window, pages.wantsNext(isWaiting: nextSent > nextTaken, pass.rows) {
          let (index, place) = (nextSent, pages.next())
          // On the thread of a connection: an answer need not change threads to be read.
          group.addTask(executorPreference: session.executor(for: index)) {
            (index, try await reader.span(skip: place.skip, size: place.size))
          }
          nextSent += 1
        }
        guard let (index, span) = try await group.next() else { return }
        arrived[index] = span
        while let span = arrived.removeValue(forKey: nextTaken) {
          if nextTaken == 0 {
            if isUntouched {
              isUntouched = false
              await begun()
            }
            let total = !session.knowledge.isRefuted(.count) ? span.counts.max() : nil
            pages.learn(total: total, cap: session.knowledge.pageCap)
            tellCap(isFirst)
            if request.readsAll, total != nil { window = most }
          }
          nextTaken += 1
          window = min(window * 2, most)
          guard try await take(span, &pass, isFirst, deliver) == .more else {
            group.cancelAll()
            return
          }
        }
      }
    }
  }

  /// How many rows there will be, more or less; nil where that is not known, or not all of them are wanted.
  private var foreseen: Int? {
    guard request.readsAll, request.predicate == nil, request.limit == nil,
      !session.knowledge.isRefuted(.count)
    else { return nil }
    return session.knowledge.rates
  }

  /// Takes a span's rows into the pass and hands over those that are new.
  private func take(
    _ span: Span, _ pass: inout Pass, _ isFirst: Bool, _ deliver: (RateBatch) async throws -> ScanFlow
  ) async throws -> ScanFlow {
    guard case .text(let ids) = span.batch[.id] else {
      throw StoreError.badAnswer("\(session.name) lists rates without ids")
    }
    var fresh: [Int32] = []
    ids.bytes.withUnsafeBytes { bytes in
      for row in 0..<span.batch.count where request.limit.map({ pass.rows < $0 }) ?? true {
        let id = UnsafeRawBufferPointer(rebasing: bytes[ids.range(row)])
        guard pass.insert(id) else { continue }
        guard !isFirst else {
          fresh.append(Int32(row))
          continue
        }
        guard request.limit.map({ delivered.count < $0 }) ?? true else { continue }
        if delivered.insert(id) { fresh.append(Int32(row)) }
      }
    }
    let repeated = pass.noteCounts(span)
    session.count { $0.duplicates += repeated }
    if !isFirst, !fresh.isEmpty, !request.order.isEmpty {
      throw StoreError.badAnswer(
        "rates of \(session.name) came or went while they were read in order; run it again")
    }
    if !fresh.isEmpty {
      let batch = fresh.count == span.batch.count ? span.batch : span.batch.gathered(fresh)
      if try await deliver(batch) == .enough {
        pass.ending = .enough
        return .enough
      }
    }
    if let limit = request.limit, pass.rows >= limit {
      pass.ending = .filled
      return .enough
    }
    // A page with nothing new in it would be followed by others without end.
    if span.isLast || (repeated == span.batch.count && !span.hasMoved) {
      pass.ending = .end
      return .enough
    }
    return .more
  }

  private func tellCap(_ isFirst: Bool) {
    guard isFirst, let cap = session.knowledge.pageCap else { return }
    session.knowledge.tell(.cappedPages(server: session.name, rows: cap))
  }
}
