package import RateQL

extension PBXSession {
  /// The query options of the list operation that ask for it, as the first page has them.
  package func words(for request: ScanRequest) -> StoreWords {
    let pageSize = min(self.pageSize, knowledge.pageCap ?? self.pageSize)
    guard var query = try? ListQuery(predicate: request.predicate, order: request.order) else {
      return StoreWords(ratesPerRequest: pageSize)
    }
    let top = min(request.limit ?? pageSize, pageSize)
    if request.order.isEmpty, request.limit.map({ $0 > pageSize }) ?? true,
      !knowledge.isRefuted(.order(.prefix, descending: false))
    {
      query = query.inPagingOrder()
    }
    var lines: [String] = []
    if let filter = query.filter { lines.append("filter=\(filter)") }
    if let order = query.orderBy { lines.append("orderby=\(order)") }
    lines.append("top=\(top)")
    return StoreWords(lines: lines, ratesPerRequest: pageSize)
  }
}
