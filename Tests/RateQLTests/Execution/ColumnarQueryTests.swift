import Synchronization
import TestSupport
import Testing

@testable import RateQL

/// Queries over many batches against the same worked out row by row.
@Suite("Queries over columns")
struct ColumnarQueryTests {
  private static let seed: UInt64 = 57_721

  private static let conditions = [
    "type = MOBILE", "type != LOCAL", "type in [LOCAL, MOBILE]", "not (type in [LOCAL])", "price_n > 0.05",
    "0.05 >= price_n", "price_n between 0.02 and 0.07", "price_n = 0.0300001", "price_n < 0.0300001",
    "prefix startswith \"44\"", "prefix endswith \"7\"", "prefix contains \"79\"", "prefix covers \"4479\"",
    "description = \"x\"", "description != \"x\"", "description is null", "price_1 > price_n",
    "postcall_surcharge >= 1%", "len(prefix) > 3", "1 / price_n > 20", "interval_1 not between 2 and 31",
  ]

  /// Batches of rates, one after the other.
  private final class PagedStore: RateStore {
    let name = "paged"
    let concurrency = 1
    let capabilities = StoreCapabilities.none
    private let pages: [RateBatch]

    init(_ pages: [RateBatch]) { self.pages = pages }

    func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
      for page in pages where try await deliver(page) == .enough { return }
    }

    func rate(id: String) -> RateRecord? { nil }
    func create(_ record: RateRecord) throws -> String { throw CancellationError() }
    func update(id: String, to record: RateRecord) throws { throw CancellationError() }
    func delete(id: String) throws { throw CancellationError() }
    func billing() throws -> BillingSettings { throw CancellationError() }
    func setBilling(_ settings: BillingSettings) throws { throw CancellationError() }
  }

  /// Keeps rows as values.
  private final class KeepingSink: ResultSink {
    var rows: [[Value]] = []
    func begin(_ columns: [ResultColumn]) {}
    func rows(_ columns: [Column], count: Int) -> ScanFlow {
      for row in 0..<count { rows.append(columns.map { $0[row] }) }
      return .more
    }
    func end() {}
    func print(_ text: String) {}
    func notice(_ text: String) {}
  }

  private func rows(_ text: String, _ session: Session) async throws -> [[Value]] {
    let sink = KeepingSink()
    let program = try session.check(session.parse(Source(name: "case", text: text)))
    _ = try await session.run(program, sink: sink)
    return sink.rows
  }

  private static func pages(_ random: inout SeededRandom) -> [RateBatch] {
    var next = 0
    return (0..<4).map { _ in
      var page = RateBatch()
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        next += 1
        func price() -> String { "0.0\(Int.random(in: 1...9, using: &random))" }
        page.append(
          SampleRates.rate(
            "r\(next)", "\(["44", "4479", "49", "1"].randomElement(using: &random) ?? "")\(next)",
            ["MOBILE", "LOCAL", "NATIONAL"].randomElement(using: &random) ?? "", price1: price(),
            priceN: price(), fee: nil, surcharge: ["0", "0.01"].randomElement(using: &random) ?? "",
            intervals: (Int.random(in: 1...60, using: &random), 1),
            [nil, "x", "y", "a longer text"].randomElement(using: &random) ?? nil))
      }
      return page
    }
  }

  @Test("choose the rows whose condition is true, in any arrangement")
  func filters() async throws {
    var random = SeededRandom(seed: ColumnarQueryTests.seed)
    for _ in 0..<150 {
      let session = Session(store: PagedStore(ColumnarQueryTests.pages(&random)))
      let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        ColumnarQueryTests.conditions.randomElement(using: &random) ?? ""
      }
      let condition = parts.joined(separator: " and ")
      let columns = "prefix, id, price_n"
      // As a calculated column the condition is worked out for every row, its parts not one by one.
      let plain = try await rows(
        "rates | extend t = (\(condition)) | where t | select \(columns)", session)
      _ = try await rows("let held = rates | snapshot", session)
      for query in [
        "rates | where \(condition)", "rates | where \(parts.joined(separator: " | where "))",
        "rates | extend x = price_n * 2 | where \(condition)",
        "rates | where interval_1 > 0 | extend x = price_n * 2 | where x > 0 and \(condition)",
        "held | where \(condition)", "held | skip 0 | extend x = 1 | where x = 1 and \(condition)",
      ] {
        let found = try await rows("\(query) | select \(columns)", session)
        #expect(found == plain, "\(query), seed \(ColumnarQueryTests.seed)")
      }
    }
  }

  @Test("the first of a sort are the first of all")
  func top() async throws {
    var random = SeededRandom(seed: ColumnarQueryTests.seed)
    for _ in 0..<40 {
      let session = Session(store: PagedStore(ColumnarQueryTests.pages(&random)))
      let keys =
        ["price_n desc", "type, price_1", "description desc, prefix", "price_n * 2, type desc"]
        .randomElement(using: &random) ?? "prefix"
      let query = "rates | where interval_1 > 5 | sort \(keys)"
      let all = try await rows(query, session)
      for count in [0, 1, 5, 30] {
        #expect(try await rows("\(query) | take \(count)", session) == Array(all.prefix(count)), "\(query)")
      }
    }
  }

  @Test(
    "summaries are those of the rows",
    arguments: ["type", "d = description", "type, price_1", "price_n > 0.05"])
  func summaries(_ keys: String) async throws {
    var random = SeededRandom(seed: ColumnarQueryTests.seed)
    for _ in 0..<25 {
      let session = Session(store: PagedStore(ColumnarQueryTests.pages(&random)))
      let groups = "g = \(keys)".contains(">") ? "big = (\(keys))" : keys
      let found = try await rows(
        """
        rates | where interval_1 > 3 | summarize n = count(), total = sum(price_n), mean = avg(price_n), \
        low = min(price_n), high = max(price_n), named = count(description), dear = count(price_n > 0.04), \
        twice = sum(price_n * 2), first = min(prefix) by \(groups)
        """, session)
      let cells = try await rows(
        "rates | where interval_1 > 3 | select \(groups), price_n, description, prefix", session)
      var plain: [[Value]: [[Value]]] = [:]
      for row in cells { plain[Array(row.dropLast(3)), default: []].append(Array(row.suffix(3))) }
      #expect(found.count == plain.count, "seed \(ColumnarQueryTests.seed)")
      for row in found {
        let members = try #require(plain[Array(row.dropLast(9))])
        let prices = members.compactMap { $0[0].decimal }
        let total = try prices.reduce(ExactDecimal.zero) { try $0.adding($1) }
        let result = Array(row.suffix(9))
        #expect(result[0] == .int(members.count))
        #expect(result[1] == .number(total))
        #expect(result[2] == .number(try total.divided(by: ExactDecimal(prices.count))))
        #expect(result[3] == prices.min().map { .number($0) })
        #expect(result[4] == prices.max().map { .number($0) })
        #expect(result[5] == .int(members.count { !$0[1].isNull }))
        #expect(result[6] == .int(prices.count { $0 > ExactDecimal(significand: 4, scale: 2) }))
        #expect(result[7] == .number(try total.multiplied(by: ExactDecimal(2))))
        #expect(result[8].string == members.compactMap { $0[2].string }.min())
      }
    }
  }

  @Test("sums pass 64 bits")
  func largeSums() throws {
    let values = (0..<100).map { $0 % 3 == 0 ? Int64.max : ($0 % 3 == 1 ? Int64.max - 7 : Int64.min / 2) }
    let column = FixedColumn(kind: .number, scale: 5, values: values)
    let groups = GroupCodes([.truth(TruthColumn(codes: (0..<100).map { UInt8($0 % 2) }))], count: 100)
    for groups in [groups, GroupCodes([], count: 100)] {
      let fold = try #require(FixedFold(column, groups))
      for (group, row) in groups.firstRows {
        let members = (0..<100).filter { groups.group($0) == groups.group(row) }.map { values[$0] }
        #expect(fold[group].sum == members.reduce(Int128(0)) { $0 + Int128($1) })
        #expect(fold[group].smallest == members.min())
        #expect(fold[group].largest == members.max())
        #expect(fold.counts[group] == members.count)
      }
    }
  }
}
