import RateQL

/// The operations on call rates. Source: the contract, "List call rates" and those that follow.
extension Desk {
  private var text: RateText { RateText(quirks: quirks) }

  func list(_ request: SeenRequest) throws(Refusal) -> Answer {
    let page = table.page(try ListQuestion(request.query, settings))
    var members: [(String, JSONText)] = [
      ("items", .list(page.rates.map { text.json($0, isListed: true) }))
    ]
    if let count = count(page) { members.append(("count", count)) }
    return .json(.object(members))
  }

  private func count(_ page: Table.Page) -> JSONText? {
    switch quirks.first(where: { $0.topic == .count }) {
    case .countMissing: nil
    case .countAsText: .text(String(page.total))
    case .countOfPage: .bare(String(page.rates.count))
    case .countOfTable: .bare(String(page.all))
    case .countTooHigh: .bare(String(page.total + 3))
    case .countTooLow: .bare(String(max(0, page.total - 3)))
    default: .bare(String(page.total))
    }
  }

  func rate(_ id: String) throws(Refusal) -> Answer {
    guard let rate = table.rate(id) else { throw .noRate }
    return .json(text.json(rate, isListed: false))
  }

  func create(_ request: SeenRequest) throws(Refusal) -> Answer {
    let id = try table.create(try RateBody(request.body, quirks).created())
    if quirks.contains(.createAnswersNothing) { return .empty(200) }
    return .json(.object([("id", .text(id))]), status: quirks.contains(.createAnswersCreated) ? 201 : 200)
  }

  func update(_ id: String, _ request: SeenRequest) throws(Refusal) -> Answer {
    let body = try RateBody(request.body, quirks)
    let rate = try table.update(id) { body.applied(to: $0, quirks) }
    return quirks.contains(.updateAnswersNothing) ? .empty(200) : .json(text.json(rate, isListed: false))
  }

  func destroy(_ id: String) throws(Refusal) -> Answer {
    try table.delete(id)
    return quirks.contains(.destroyAnswersOK) ? .json(.object([])) : .empty(204)
  }

  var export: Answer {
    let fields = RateField.allCases.filter { $0 != .id }
    let lines = table.rates.map { rate in
      fields.map { field in
        let value = rate[field] ?? .null
        return "\"" + (value.string ?? value.decimal?.description ?? "").replacing("\"", with: "\"\"") + "\""
      }.joined(separator: ";")
    }
    let head = fields.map(\.name).joined(separator: ";")
    return .file("call rates.csv", ([head] + lines).joined(separator: "\r\n") + "\r\n")
  }
}
