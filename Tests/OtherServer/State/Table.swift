import RateQL
import Synchronization

/// The server's rates and its billing settings.
final class Table: Sendable {
  private struct State {
    var rates: [RateRecord]
    var billing: BillingSettings
    var created = 0
    /// Lists so far.
    var lists = 0
    /// Second pages that were given while the table moved.
    var movedPages = 0
  }

  private let state: Mutex<State>
  private let settings: OtherSettings

  init(_ settings: OtherSettings) {
    self.settings = settings
    state = Mutex(State(rates: Table.prepared(settings.rates, settings.quirks), billing: settings.billing))
  }

  var rates: [RateRecord] { state.withLock { $0.rates } }

  var billing: BillingSettings {
    get { state.withLock { $0.billing } }
    set { state.withLock { $0.billing = newValue } }
  }

  func reset(to rates: [RateRecord]) {
    let rates = Table.prepared(rates, settings.quirks)
    state.withLock { state in
      state.rates = rates
      state.movedPages = 0
    }
  }

  func change(_ body: (inout [RateRecord]) -> Void) { state.withLock { body(&$0.rates) } }

  /// The rates as such a server would have them: each with an id, perhaps with more fields or other types.
  private static func prepared(_ rates: [RateRecord], _ quirks: Set<Quirk>) -> [RateRecord] {
    rates.enumerated().map { place, rate in
      var rate = rate
      if rate.id == nil { rate[.id] = .text(Table.id(-1 - place)) }
      if rate[.connectFee] == nil { rate[.connectFee] = .number(.zero) }
      if quirks.contains(.unknownType), place % 4 == 3 { rate[.type] = .symbol("PREMIUM") }
      if quirks.contains(.unknownFields) {
        rate.extras = [
          .init(name: "carrier", json: "\"carrier \(place)\""),
          .init(name: "limits", json: "{\"calls\": \(place), \"days\": [1, 2.50], \"note\": null}"),
        ]
      }
      return rate
    }
  }

  /// An id is opaque, and may be of any letters.
  private static func id(_ number: Int) -> String { "{\(number)}/é %2F?#&=+'" }

  // MARK: Lists

  struct Page {
    var rates: [RateRecord]
    /// How many rates the list has.
    var total: Int
    /// How many rates there are, whatever was asked for.
    var all: Int
  }

  func page(_ question: ListQuestion) -> Page {
    state.withLock { state in
      state.lists += 1
      let listing = Listing(quirks: settings.quirks, question: question, turn: state.lists)
      var chosen = listing.all(of: state.rates)
      let isSecond = (1...question.top).contains(question.skip)
      if isSecond, state.movedPages < settings.movedPages, !chosen.isEmpty {
        state.movedPages += 1
        // Before the place where a page past the first begins, so that what came is never seen itself.
        if settings.quirks.contains(.ratesComeBetweenPages) { chosen.insert(chosen[0], at: 0) }
        if settings.quirks.contains(.ratesGoBetweenPages) { chosen.removeFirst() }
      }
      let page = Array(chosen.dropFirst(question.skip).prefix(question.top))
      return Page(rates: page, total: chosen.count, all: state.rates.count)
    }
  }

  // MARK: Single rates

  func rate(_ id: String) -> RateRecord? { state.withLock { $0.rates.first { $0.id == id } } }

  func create(_ rate: RateRecord) throws(Refusal) -> String {
    try state.withLock { state throws(Refusal) in
      try Table.checkPrefix(rate, among: state.rates)
      state.created += 1
      var rate = rate
      let id = Table.id(state.created)
      rate[.id] = .text(id)
      if settings.quirks.contains(.unknownFields), rate.extras.isEmpty {
        rate.extras = [.init(name: "carrier", json: "null")]
      }
      state.rates.append(rate)
      return id
    }
  }

  /// - Parameter change: makes of a rate what it is to be.
  func update(
    _ id: String, _ change: (RateRecord) throws(Refusal) -> RateRecord
  ) throws(Refusal) -> RateRecord {
    try state.withLock { state throws(Refusal) in
      guard let place = state.rates.firstIndex(where: { $0.id == id }) else { throw .noRate }
      let rate = try change(state.rates[place])
      try Table.checkPrefix(rate, among: state.rates)
      state.rates[place] = rate
      return rate
    }
  }

  func delete(_ id: String) throws(Refusal) {
    try state.withLock { state throws(Refusal) in
      guard let place = state.rates.firstIndex(where: { $0.id == id }) else { throw .noRate }
      state.rates.remove(at: place)
    }
  }

  private static func checkPrefix(_ rate: RateRecord, among rates: [RateRecord]) throws(Refusal) {
    guard rates.contains(where: { $0.prefix == rate.prefix && $0.id != rate.id }) else { return }
    throw Refusal(409, "PREFIX_EXISTS", "there is a rate with this prefix", detail: "prefix")
  }
}

extension Refusal {
  static let noRate = Refusal(404, "RATE_NOT_FOUND", "there is no rate with this id")
}
