import RateQL
import Testing

@testable import Sandbox

@Suite struct GeneratorTests {
  static func texts(_ rates: [RateFields], _ field: RateField) -> [String] {
    rates.compactMap { if case .text(let text)? = $0[field] { text } else { nil } }
  }

  static func all(_ rates: [RateFields]) -> [[RateFields.Stored?]] {
    rates.map { rate in RateField.writable.map { rate[$0] } }
  }

  @Test func theSameSeedMakesTheSameRates() {
    let first = RateGenerator(seed: 42).rates(count: 4000)
    let second = RateGenerator(seed: 42).rates(count: 4000)
    #expect(GeneratorTests.all(first) == GeneratorTests.all(second))
    let other = RateGenerator(seed: 43).rates(count: 4000)
    #expect(GeneratorTests.all(first) != GeneratorTests.all(other))
  }

  @Test(arguments: [0, 1, 2, 300, 3000, 20_000])
  func prefixesAreUniqueAndAsManyAsAsked(_ count: Int) {
    let prefixes = GeneratorTests.texts(RateGenerator(seed: 1).rates(count: count), .prefix)
    #expect(prefixes.count == count && Set(prefixes).count == count)
    #expect(prefixes == prefixes.sorted())
    #expect(prefixes.allSatisfy { $0.utf8.count <= 15 && $0.allSatisfy(\.isWholeNumber) })
  }

  @Test func aFewThousandLookLikeTheWorld() {
    let rates = RateGenerator(seed: 1).rates(count: 3000)
    let prefixes = Set(GeneratorTests.texts(rates, .prefix))
    for country in NumberingPlan.world.countries {
      #expect(prefixes.contains(country.code), "\(country.name)")
    }
    #expect(NumberingPlan.world.countries.count > 240)
    let types = Dictionary(grouping: GeneratorTests.texts(rates, .type)) { $0 }.mapValues(\.count)
    #expect(Set(types.keys) == Set(SymbolKind.rateType.names))
    #expect(GeneratorTests.texts(rates, .description).contains("United Kingdom Mobile"))
    #expect(rates.contains { $0[.description] == .null })
    for field in [RateField.connectFee, .postcallSurcharge, .freeSeconds, .gracePeriod] {
      let used = rates.count { $0[field] != .integer(0) }
      #expect(used > 0 && used < 600, "\(field.name)")
    }
    #expect(rates.contains { if case .integer(let price)? = $0[.priceN] { price % 10 != 0 } else { false } })
  }

  @Test func everyRateIsWithinTheLimits() {
    for rate in RateGenerator(seed: 9).rates(count: 20_000) {
      for field in RateField.writable {
        switch rate[field] {
        case .integer(let value):
          let unit: Int64 = field.fractionDigits == 0 ? 1 : 100_000
          #expect(value >= (field.minimum ?? 0) * unit)
          if field == .priceN { #expect(value > 0 && value < 100 * unit) }
        case .text(let text): #expect(field.lengths?.contains(text.count) ?? true)
        default: #expect(field == .description)
        }
      }
    }
  }

  @Test func idsAreUniqueAndScattered() {
    let ids = (1...50_000).map { RateIDs.id(row: Int64($0), seed: 3) }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.utf8.count == 16 })
    #expect(Array(ids.prefix(100)) != ids.prefix(100).sorted())
    #expect(RateIDs.id(row: 1, seed: 3) != RateIDs.id(row: 1, seed: 4))
  }
}
