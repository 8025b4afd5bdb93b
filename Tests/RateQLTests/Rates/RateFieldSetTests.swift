import RateQL
import TestSupport
import Testing

@Suite("Sets of fields")
struct RateFieldSetTests {
  @Test("do what sets of the standard library do, in the order of the table")
  func sameAsSets() {
    var random = SeededRandom(seed: 7)
    func some() -> [RateField] {
      RateField.allCases.filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
    }
    for _ in 0..<500 {
      let (a, b, field) = (some(), some(), RateField.allCases.randomElement(using: &random) ?? .id)
      var (left, model) = (RateFieldSet(a), Set(a))
      let (right, other) = (RateFieldSet(b), Set(b))
      same(left.union(right), model.union(other))
      same(left.intersection(right), model.intersection(other))
      same(left.symmetricDifference(right), model.symmetricDifference(other))
      same(left.subtracting(right), model.subtracting(other))
      #expect(left.isSubset(of: right) == model.isSubset(of: other))
      #expect(left.isDisjoint(with: right) == model.isDisjoint(with: other))
      #expect((left == right) == (model == other))
      #expect(left.contains(field) == model.contains(field))
      #expect(left.insert(field).inserted == model.insert(field).inserted)
      same(left, model)
      #expect(left.remove(field) == model.remove(field))
      #expect(left.remove(field) == nil)
      #expect(left.update(with: field) == nil)
      #expect(left.update(with: field) == field)
    }
    #expect(RateFieldSet(RateField.allCases).count == RateField.allCases.count)
    #expect("\(RateFieldSet([.priceN, .price1]))" == "[price_1, price_n]")
    #expect(RateFieldSet().isEmpty && !RateFieldSet.writable.contains(.id))
  }

  private func same(_ set: RateFieldSet, _ model: Set<RateField>) {
    #expect(Array(set) == RateField.allCases.filter(model.contains))
    #expect(set.isEmpty == model.isEmpty)
    #expect(set.count == model.count)
    #expect(Array(set.filter(\.isWritable)) == set.filter(\.isWritable))
  }
}
