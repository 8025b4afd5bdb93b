package import RateQL

extension PBXSession {
  /// The part of a question that the server is relied on for. What is not known yet is tried, once for a server.
  ///
  /// - Throws: `StoreError` where the server can't be asked at all.
  package func confirm(_ request: ScanRequest) async throws -> ScanRequest {
    let wanted = request.traits
    // What others wait for at the same time may be something else.
    while wanted.contains(where: knowledge.needsProof) {
      _ = try await probes.run { [self] in try await probe(wanted) }
    }
    let kept = request.kept(by: knowledge.trusts)
    if kept != request, !knowledge.reliesOnNothing { knowledge.tell(.notReliedOn(server: name)) }
    return kept
  }

  /// Tries traits on the server's own rates, and keeps what was found.
  @discardableResult
  package func probe(_ traits: some Sequence<ServerTrait> & Sendable) async throws -> [ServerTrait: Bool] {
    var prober = try await Prober(session: self, known: knowledge.verdicts)
    for trait in traits.sorted(by: { $0.text < $1.text }) { _ = try await prober.trusts(trait) }
    await knowledge.learn(prober.tried)
    knowledge.noteUnshown(prober.unshown)
    return knowledge.verdicts
  }

  /// Whether a page that is shorter than asked may be taken for the list's end because the count says so. Some
  /// servers count the page.
  func reliesOnCount() async throws -> Bool {
    while knowledge.needsProof(.count) {
      _ = try await probes.run { [self] in try await probeCount() }
    }
    return knowledge.trusts(.count)
  }

  private func probeCount() async throws -> [ServerTrait: Bool] {
    guard let isReliable = try await CountLook(self).isReliable else {
      knowledge.noteUnshown([.count])
      return [:]
    }
    await knowledge.learn([.count: isReliable])
    return [.count: isReliable]
  }

  /// One page of a list, as a probe sees it.
  func page(
    _ query: ListQuery, skip: Int, top: Int? = nil
  ) async throws -> (records: [RateRecord], count: Int?) {
    let page = try await SpanReader(session: self, query: query).page(skip: skip, top: top ?? pageSize)
    return ((0..<page.batch.count).map(page.batch.record), page.count)
  }
}
