import RateQL
import TestSupport
import Testing

/// The loop's judge: what somebody else changed excuses nothing but itself.
@Suite("Tables compared")
struct TableComparisonTests {
  private static func record(_ prefix: String, _ price: Int, _ text: String = "as it was") -> RateRecord {
    var record = RateRecord()
    record[.id] = .text("id of \(prefix) at \(price)")
    record[.prefix] = .text(prefix)
    record[.priceN] = .int(Int64(price))
    record[.description] = .text(text)
    return record
  }

  private static let before = [record("1", 10), record("2", 20), record("3", 30), record("4", 40)]
  /// 1 and 2 are changed; 3 is renamed, and 4 takes its prefix.
  private static let planned = [record("1", 11), record("2", 22), record("93", 30), record("3", 40)]

  private func fault(
    _ found: [RateRecord], meddled: Set<String> = [], renamed: Set<String> = ["3", "4", "93"]
  ) -> String? {
    TableComparison(
      wanted: TableComparisonTests.planned, otherwise: TableComparisonTests.before, meddled: meddled,
      renamed: renamed
    ).fault(found)
  }

  private typealias Own = TableComparisonTests

  @Test("are the same but for ids")
  func same() {
    var found = Own.planned
    found[0][.id] = .text("another")
    #expect(fault(found) == nil)
    #expect(fault(found.dropLast()) != nil)
    #expect(fault(found + [Own.record("5", 50)]) != nil)
    #expect(fault(found + [Own.record("1", 11)]) == "a prefix stands twice")
  }

  @Test("a rate that was meddled with may be as it was or as planned, and every other has to be as planned")
  func meddled() {
    for rate in [Own.record("1", 10, "theirs"), Own.record("1", 11, "theirs"), Own.record("1", 11)] {
      var found = [rate] + Own.planned.dropFirst()
      #expect(fault(found, meddled: ["1"]) == nil, "\(rate)")
      // The other is not excused.
      found[1] = Own.record("2", 20)
      #expect(fault(found, meddled: ["1"])?.hasPrefix("2 is ") == true)
      #expect(fault(found, meddled: ["1", "2"]) == nil)
    }
    #expect(fault([Own.record("1", 12, "theirs")] + Own.planned.dropFirst(), meddled: ["1"]) != nil)
    #expect(fault(Array(Own.planned.dropFirst()), meddled: ["1"]) != nil)
  }

  @Test("what waits for a prefix is held back with the rate that has it")
  func renamed() {
    let held = [Own.record("1", 11), Own.record("2", 22), Own.record("3", 30, "theirs"), Own.record("4", 40)]
    #expect(fault(held) != nil)
    #expect(fault(held, meddled: ["3"]) == nil)
    #expect(fault(held, meddled: ["1"]) != nil)
    let half = [
      Own.record("1", 11), Own.record("2", 22), Own.record("93", 30), Own.record("4", 40, "theirs"),
    ]
    #expect(fault(half, meddled: ["4"]) == nil)
  }

  @Test("changes that were left out are found, to be looked for in the report")
  func left() {
    func left(_ found: [RateRecord]) -> [String] {
      TableComparison(
        wanted: Own.planned, otherwise: Own.before, meddled: ["1"], renamed: []
      ).left(found)
    }
    #expect(left([Own.record("1", 10, "theirs")] + Own.planned.dropFirst()) == ["1"])
    #expect(left([Own.record("1", 11, "theirs")] + Own.planned.dropFirst()).isEmpty)
  }
}
