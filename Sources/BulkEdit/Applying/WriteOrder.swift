package import RateQL

/// The steps of an application in the order in which they are made.
package struct WriteOrder: Sendable {
  /// Rates in groups: those of one group don't depend on each other, and each group comes after those before.
  let waves: [[ApplyStep]]
  /// Goes last, and only where every rate went over.
  let billing: [ApplyStep]

  /// Whether rates of the same plan are not among the steps, and were not written before.
  let leavesRatesOut: Bool

  /// - Throws: ``RunError`` where rates would exchange their prefixes in a ring.
  package init(_ steps: [ApplyStep], leavesRatesOut: Bool = false) throws(RunError) {
    self.leavesRatesOut = leavesRatesOut
    let rates = steps.filter { $0.change != nil }
    waves = try ChangePlan.order(rates.compactMap(\.change)).map { wave in wave.map { rates[$0] } }
    billing = steps.filter { $0.change == nil }
  }

  /// The prefixes that rates get which did not have them.
  var takenPrefixes: Set<String> { Set(waves.joined().compactMap { $0.change?.takenPrefix }) }

  var count: Int { waves.reduce(billing.count) { $0 + $1.count } }
}
