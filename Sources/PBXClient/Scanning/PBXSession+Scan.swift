package import RateQL

extension PBXSession {
  /// Reads the rates that `request` asks for, several pages at a time, and hands them over in order.
  ///
  /// Rates that appear twice are handed over once. Where rates came or went meanwhile, the table is read
  /// again and what was missed is handed over at the end; a table that does not hold still is a `badAnswer`.
  package func scan(
    _ request: ScanRequest, deliver: @concurrent (RateBatch) async throws -> ScanFlow
  ) async throws {
    // The API counts rows in 32 bits: past that there is no rate.
    guard request.limit.map({ $0 > 0 }) ?? true, request.skip <= Int(Int32.max) else { return }
    var query = try ListQuery(predicate: request.predicate, order: request.order)
    let isOnePage = request.limit.map { $0 <= pageSize } ?? false
    if request.order.isEmpty, !isOnePage, !knowledge.reliesOnNothing,
      !knowledge.isRefuted(.order(.prefix, descending: false))
    {
      query = query.inPagingOrder()
    }
    let scan = TableScan(session: self, query: query, request: request)
    do {
      try await scan.run(deliver)
    } catch StoreError.refused(let refusal)
      where (refusal.status == 400 || refusal.status == 422) && request.order.isEmpty && query.orderBy != nil
      && scan.isUntouched
    {
      // Our own order may be what it refuses; if it is the filter, that shows now.
      query.orderBy = nil
      let plain = TableScan(session: self, query: query, request: request)
      try await plain.run(deliver) {
        await self.knowledge.distrust(.order(.prefix, descending: false))
        self.knowledge.tell(.orderRefused(server: self.name))
      }
    }
  }
}
