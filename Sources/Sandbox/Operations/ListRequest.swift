/// The query options of a list request, checked. Source: the contract, "List call rates".
struct ListRequest {
  var filter: String?
  var search: String?
  var order: String?
  var skip = 0
  var top = ListRequest.mostRows

  /// A page has no more.
  static let mostRows = 100

  init() {}

  /// A blank option counts as none; a parameter that the contract doesn't know is ignored.
  ///
  /// - Throws: ``APIError`` (400) for a number out of its range.
  init(_ query: FormText) throws(APIError) {
    func option(_ name: String) -> String? {
      query[name].flatMap { text in text.allSatisfy { $0 == " " } ? nil : text }
    }
    filter = option("filter")
    search = query["search"].flatMap { $0.isEmpty ? nil : $0 }
    order = option("orderby")
    var problems: [String] = []
    func number(_ name: String, _ range: ClosedRange<Int>, or value: Int) -> Int {
      guard let text = query[name] else { return value }
      if text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text), range.contains(number) {
        return number
      }
      problems.append("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return value
    }
    skip = number("skip", 0...Int(Int32.max), or: 0)
    top = number("top", 1...ListRequest.mostRows, or: ListRequest.mostRows)
    guard problems.isEmpty else { throw APIError(invalid: problems) }
  }

  var question: Question {
    Question(
      filter: filter.map { Array($0.utf8) }, search: search.map { Array($0.utf8) },
      order: order.map { Array($0.utf8) })
  }
}
