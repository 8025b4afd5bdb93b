import Testing

@testable import Sandbox

@Suite struct FilterFuzzTests {
  static let pieces = [
    "prefix", "price_n", "description", "interval_1", " eq ", " ne ", " lt ", " ge ", " and ", " or ", "not ",
    "(", ")",
    "'44'", "'", "''", "1", "-0.5", "1e400", "null", "true", "startswith(prefix,'4')", "contains(", ",", "é",
    "\u{0}",
    "\"", ";", "--", " ", "%", "\n",
  ]

  /// Words in any order: an answer is 200 or 400, never a failure of the server.
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func anyWordsAreAnsweredOrRefused(seed: UInt64) async throws {
    try await TestPBX.run { pbx async throws in
      var random = SplitMix64(seed: seed)
      var taken = 0
      for _ in 0..<300 {
        let text = (0..<random.below(9)).map { _ in random.pick(FilterFuzzTests.pieces) ?? "" }.joined()
        let option =
          random.chance(perMille: 850) ? "filter" : random.chance(perMille: 500) ? "orderby" : "search"
        let answer = try await pbx.list([option: text])
        #expect(answer.status == 200 || answer.status == 400, "seed \(seed): \(option)=\(text)")
        #expect((answer.code == nil) == (answer.status == 200), "seed \(seed): \(option)=\(text)")
        taken += answer.status == 200 ? 1 : 0
      }
      #expect(taken > 10 && taken < 290)
    }
  }

  /// Random conditions against a plain evaluation of the same condition in Swift.
  @Test(arguments: [UInt64(5), 6, 7])
  func numbersCompareExactly(seed: UInt64) async throws {
    let prices = ["0", "0.00001", "0.1", "0.10001", "0.5", "1", "1.99999", "2", "100000"]
    try await TestPBX.run(
      deck: prices.enumerated().map { TestPBX.rate("\($0.offset + 1)", "LOCAL", priceN: $0.element, nil) }
    ) { pbx async throws in
      var random = SplitMix64(seed: seed)
      let operators: [(String, (Int64, Int64) -> Bool)] = [
        ("eq", ==), ("ne", !=), ("lt", <), ("le", <=), ("gt", >), ("ge", >=),
      ]
      for _ in 0..<200 {
        // In steps of a tenth of the smallest price, so that literals fall between the stored ones.
        let literal = Int64(random.below(4_000_000)) - 100_000
        guard let (name, holds) = random.pick(operators) else { return }
        let filter = "price_n \(name) \(literal)e-6"
        let expected = prices.indices.filter { index in
          guard let price = DecimalText(utf8: prices[index].utf8)?.scaled(6)?.truncated else { return false }
          return holds(price, literal)
        }
        let answer = try await pbx.list(["filter": filter])
        #expect(answer.prefixes == expected.map { "\($0 + 1)" }, "seed \(seed): \(filter)")
      }
    }
  }

  @Test(arguments: [UInt64(8), 9])
  func bodiesOfAnyBytesAreRefusedOrTaken(seed: UInt64) async throws {
    try await TestPBX.run { pbx async throws in
      var random = SplitMix64(seed: seed)
      let whole = Array(rateJSON(["description": "\"a\\u00e9\\n\""]).utf8)
      for _ in 0..<300 {
        var bytes = whole
        for _ in 0...random.below(3) {
          let place = random.below(bytes.count)
          switch random.below(3) {
          case 0: bytes.remove(at: place)
          case 1: bytes.insert(UInt8(random.below(128)), at: place)
          default: bytes[place] = UInt8(random.below(128))
          }
        }
        let body = String(decoding: bytes, as: UTF8.self)
        let status = try await pbx.post("/call_rates", body).status
        #expect([200, 400, 409].contains(status), "seed \(seed): \(body)")
      }
    }
  }
}
