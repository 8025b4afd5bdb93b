import RateQL

/// A question to the list operation, as its query options say it.
struct ListQuery: Sendable, Hashable {
  var filter: String?
  var orderBy: String?

  init() {}

  /// - Throws: `StoreError.refused` where the predicate holds a value that no filter can say.
  init(predicate: StorePredicate?, order: [StoreOrder]) throws {
    filter = try predicate.flatMap { try ODataFilter.text($0) }
    orderBy = order.isEmpty ? nil : ListQuery.text(order)
  }

  private static func text(_ order: [StoreOrder]) -> String {
    order.map { "\($0.field.name) \($0.descending ? "desc" : "asc")" }.joined(separator: ",")
  }

  /// The same question in the order that keeps pages from shuffling.
  func inPagingOrder() -> ListQuery {
    var query = self
    query.orderBy = ListQuery.text([StoreOrder(.prefix)])
    return query
  }

  /// The path and query of one page; without `top` it has as many rates as the server gives.
  func path(skip: Int, top: Int?) -> String {
    var options: [String] = []
    if let filter { options.append("filter=" + PercentCoding.encode(filter)) }
    if let orderBy { options.append("orderby=" + PercentCoding.encode(orderBy)) }
    if skip > 0 { options.append("skip=\(skip)") }
    if let top { options.append("top=\(top)") }
    return "/call_rates" + (options.isEmpty ? "" : "?" + options.joined(separator: "&"))
  }
}
