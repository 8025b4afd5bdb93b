import ExactJSON
import RateQL

extension ServerExamination {
  /// Some of the list, as it came.
  struct Sample {
    var items: [JSONValue]
    /// How many rates the server says there are.
    var count: Int?
    var pageSize: Int
  }

  /// A page, as it is read and as it came.
  struct ListedPage {
    var page: RatePage
    var items: [JSONValue]
  }

  /// - Parameter first: the list's first page.
  mutating func examineList(_ first: ListedPage) async throws -> Sample {
    let asked = session.pageSize
    let page = first.page
    var items = first.items
    // Rates of one country stand together: some from the middle tell more.
    if let count = page.count, count > 2 * asked {
      items += try await list(skip: count / 2, top: asked).items
    }
    report.add(.list, "rates", page.count == nil ? .note : .fine, page.count.map { "\($0)" } ?? "not counted")
    let isWhole = page.batch.count >= min(asked, page.count ?? asked)
    if isWhole {
      report.add(.list, "page", .fine, "up to \(asked) rates, as asked")
    } else {
      report.add(.list, "page", .note, "\(page.batch.count) rates where \(asked) were asked for")
    }
    try await examineCount(page.count)
    return Sample(items: items, count: page.count, pageSize: max(1, page.batch.count))
  }

  func list(skip: Int, top: Int) async throws -> ListedPage {
    let request = PBXRequest(
      method: .get, path: ListQuery().path(skip: skip, top: top), mayBeCompressed: true,
      purpose: "list its rates")
    let answer = try await session.perform(request)
    let page = try session.decode(answer, of: request) { bytes throws(JSONFault) in
      try RatePage.decode(bytes)
    }
    let value = try session.decode(answer, of: request) { bytes throws(JSONFault) in
      try JSONValue.parse(bytes)
    }
    guard case .array(let items) = value["items"] else { return ListedPage(page: page, items: []) }
    return ListedPage(page: page, items: items)
  }

  private mutating func examineCount(_ count: Int?) async throws {
    guard let count, count > 0 else { return }
    let look = try await CountLook(session)
    if let isReliable = look.isReliable { await session.knowledge.learn([.count: isReliable]) }
    let elsewise = "; lists are read to their end instead"
    switch look {
    case .right: report.add(.list, "count", .fine, "as many rates as there are")
    case .tooHigh: report.add(.list, "count", .note, "more than there are" + elsewise)
    case .tooLow: report.add(.list, "count", .note, "fewer than there are" + elsewise)
    case .changing: report.add(.list, "count", .note, "another one for each page" + elsewise)
    case .moved: report.add(.list, "count", .unknown, "it changed while it was looked at")
    case .unshown: report.add(.list, "count", .unknown, "too few rates to try it on, or pages of any size")
    }
  }

  mutating func examineValues(_ sample: Sample) async throws {
    guard !sample.items.isEmpty else {
      return report.add(.values, "shape", .unknown, "there are no rates to look at")
    }
    let shapes = RateField.listed.map { FieldShape($0, sample.items) }
    tell("numbers", shapes.filter(\.isText), .note, as: "sent as texts", otherwise: "sent as numbers")
    tell(
      "digits", shapes.filter(\.isLong), .note, as: "more than five after the point; rounded", otherwise: nil)
    tell("exponents", shapes.filter(\.hasExponent), .note, as: "sent with exponents", otherwise: nil)
    tell("nulls", shapes.filter(\.hasNull), .fine, as: "null in some rates", otherwise: "none")
    let whole = try await someWhole(sample.items)
    func isUnlisted(_ shape: FieldShape) -> Bool {
      !shape.isThere && whole.contains { rate in rate[shape.field].map { !$0.isNull } ?? false }
    }
    let unlisted = shapes.filter(isUnlisted)
    for shape in unlisted { await session.knowledge.distrust(.listed(shape.field)) }
    tell("lists", unlisted, .note, as: "left out, so that each rate is read by its id", otherwise: nil)
    tell(
      "missing", shapes.filter { $0.isMissing && !isUnlisted($0) }, .note, as: "left out in some rates",
      otherwise: nil)
    let types = Set(sample.items.compactMap { $0[RateField.type.name]?.string }).filter {
      !SymbolKind.rateType.names.contains($0)
    }
    if !types.isEmpty {
      let names = PlainText.line(types.sorted().joined(separator: ", "), limit: 120)
      report.add(.values, "types", .note, "unknown ones, which can't be set: \(names)")
    }
    let extras = Set(sample.items.flatMap(\.keys)).filter { RateField(jsonKey: $0) == nil }
    if !extras.isEmpty {
      let names = PlainText.line(extras.sorted().joined(separator: ", "), limit: 200)
      report.add(.values, "more fields", .note, "kept and sent back as they are: \(names)")
    }
    examineConnectFee(sample.items, whole)
  }

  /// A few of the rates, each read by its id.
  private func someWhole(_ items: [JSONValue]) async throws -> [RateRecord] {
    var rates: [RateRecord] = []
    let ids = items.compactMap { $0[RateField.id.name]?.text }
    for place in Set([0, ids.count / 4, ids.count / 2, ids.count * 3 / 4, ids.count - 1]).sorted()
    where ids.indices.contains(place) {
      if let rate = try await session.rate(id: ids[place]) { rates.append(rate) }
    }
    return rates
  }

  private mutating func tell(
    _ subject: String, _ shapes: [FieldShape], _ verdict: ServerReport.Verdict, as text: String,
    otherwise: String?
  ) {
    if shapes.isEmpty {
      if let otherwise { report.add(.values, subject, .fine, otherwise) }
    } else {
      let names = shapes.map(\.field.name).joined(separator: ", ")
      report.add(.values, subject, verdict, "\(text): \(names)")
    }
  }

  private mutating func examineConnectFee(_ items: [JSONValue], _ whole: [RateRecord]) {
    let key = RateField.connectFee.name
    if items.allSatisfy({ $0[key] != nil }) {
      return report.add(.values, "connect_fee", .fine, "in the list")
    }
    guard let rate = whole.first else {
      return report.add(.values, "connect_fee", .unknown, "no rate could be read by its id")
    }
    if rate[.connectFee] != nil {
      report.add(.values, "connect_fee", .fine, "shown where a rate is read by its id")
    } else {
      report.add(
        .values, "connect_fee", .note,
        "not shown: calls can't be priced, and an update has to say `set connect_fee = …`")
    }
  }
}

/// What the values of a field look like in a page.
private struct FieldShape {
  let field: RateField
  var isText = false
  var isLong = false
  var hasExponent = false
  var hasNull = false
  var isMissing = false
  /// In at least one.
  var isThere = false

  init(_ field: RateField, _ items: [JSONValue]) {
    self.field = field
    let isNumeric = field.fractionDigits != nil
    for item in items {
      guard let value = item[field.name] else {
        isMissing = true
        continue
      }
      isThere = true
      if value == .null { hasNull = true }
      guard isNumeric, let digits = value.text else { continue }
      if case .string = value { isText = true }
      if digits.contains(where: { $0 == "e" || $0 == "E" }) {
        hasExponent = true
      } else if let point = digits.firstIndex(of: "."), digits[point...].count > 6 {
        isLong = true
      }
    }
  }
}

extension JSONValue {
  /// The text of a text or a number.
  fileprivate var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  fileprivate var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return Array(members.keys)
  }
}
