import RateQL
import Rendering
import TestSupport
import Testing

/// Updates of `price_n` from 1 by these percents, and of `price_1` where asked.
private func moves(_ percents: [String], both: Bool = false) -> PreviewModel {
  PreviewModel(
    changes: percents.enumerated().map { index, percent in
      let after = ExactDecimal(percent).flatMap { points in
        (try? points.divided(by: ExactDecimal(100))).flatMap { try? ExactDecimal.one.adding($0) }
      }
      let before: [RateField: Value] = [.priceN: .int(1), .price1: .int(1)]
      let value = after.map { Value.number($0) } ?? .null
      return change(
        .update, id: "\(index)", before: rate("44\(index)", before),
        after: rate(
          "44\(index)", both ? [.priceN: value, .price1: value] : [.price1: .int(1), .priceN: value])
      )
    })
}

private func sums(_ model: PreviewModel, width: Int? = 72) async throws -> String {
  try await preview(model, .table, RenderSettings(width: width, previewRows: 0))
}

struct PreviewHistogramTests {
  @Test("a spread of changes in even steps, empty ones too")
  func spread() async throws {
    let percents = (0..<40).map { "\(-10 + $0 % 4)" } + (0..<20).map { "\($0 % 5)" } + ["20", "25", "30"]
    let text = try await sums(moves(percents))
    #expect(
      text == """
        … and 63 more

        63 to update
        price_n: smallest -10%, median -8%, largest +30%
        most extreme:
          4462  price_n  1.00 → 1.30  +30%
          4461  price_n  1.00 → 1.25  +25%
          4460  price_n  1.00 → 1.20  +20%
        how price_n changes:
          -10% to  -5%  40  ████████████████████████████████████████
           -5% to   0%   0
            0% to  +5%  16  ████████████████
           +5% to +10%   0
          +10% to +15%   0
          +15% to +20%   0
          +20% to +25%   1  █
          +25% to +30%   2  ██

        """)
  }

  @Test("a few far off are counted apart")
  func farOff() async throws {
    let percents = (0..<60).map { "4.9\($0 % 10)" } + ["5", "-90", "400", "3000"]
    let text = try await sums(moves(percents))
    #expect(
      text == """
        … and 64 more

        64 to update
        price_n: smallest -90%, median +4.95%, largest +3,000%
        most extreme:
          4463  price_n  1.0 → 31.0  +3,000%
          4462  price_n  1.0 →  5.0    +400%
          4461  price_n  1.0 →  0.1     -90%
        how price_n changes:
              below +4.90%   1  ███
          +4.90% to +4.92%  12  ████████████████████████████████████▉
          +4.92% to +4.94%  12  ████████████████████████████████████▉
          +4.94% to +4.96%  12  ████████████████████████████████████▉
          +4.96% to +4.98%  12  ████████████████████████████████████▉
          +4.98% to +5.00%  13  ████████████████████████████████████████
              above +5.00%   2  ██████▏

        """)
    let alike = Array(repeating: "5", count: 1_282) + ["-90", "400"]
    let uniform = try await sums(moves(alike))
    #expect(
      uniform == """
        … and 1,284 more

        1,284 to update
        price_n: smallest -90%, median +5%, largest +400%
        most extreme:
          441283  price_n  1.00 → 5.00  +400%
          441282  price_n  1.00 → 0.10   -90%
          440     price_n  1.00 → 1.05    +5%
        how price_n changes:
          below +5%      1  ▏
                +5%  1,282  ████████████████████████████████████████
          above +5%      1  ▏

        """)
  }

  @Test("fields that move alike share one")
  func shared() async throws {
    let percents = (0..<12).map { "\($0)" }
    let text = try await sums(moves(percents, both: true), width: 100)
    #expect(
      text == """
        … and 12 more

        12 to update
        price_1: smallest +1%, median +6%, largest +11%
        price_n: smallest +1%, median +6%, largest +11%
        most extreme:
          4411  price_1  1.00 → 1.11  +11%
          4411  price_n  1.00 → 1.11  +11%
          4410  price_1  1.00 → 1.10  +10%
        how price_1 and price_n change:
            0% to  +2%  1  ████████████████████
           +2% to  +4%  2  ████████████████████████████████████████
           +4% to  +6%  2  ████████████████████████████████████████
           +6% to  +8%  2  ████████████████████████████████████████
           +8% to +10%  2  ████████████████████████████████████████
          +10% to +12%  2  ████████████████████████████████████████

        """)
  }

  @Test("not for few changes, not for equal ones, not on a narrow terminal")
  func none() async throws {
    let nine = (0..<9).map { "\($0 + 1)" }
    #expect(!(try await sums(moves(nine)).contains("how price_n changes")))
    #expect(try await sums(moves(nine + ["10"])).contains("how price_n changes"))
    #expect(try await sums(moves(nine + ["10"]), width: nil).contains("how price_n changes"))
    #expect(!(try await sums(moves(nine + ["10"]), width: 71).contains("how price_n changes")))
    #expect(!(try await sums(moves(Array(repeating: "5", count: 50))).contains("how price_n changes")))
    // Too much alike for what a label can show.
    #expect(!(try await sums(moves((0..<20).map { "5.00000\($0)" })).contains("how price_n changes")))
  }

  @Test("every change is in one bucket, in order, whatever the changes", arguments: 0..<200 as Range<UInt64>)
  func whole(_ seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 10...60, using: &random)
    let scale = [1, 10, 1_000, 1_000_000].randomElement(using: &random) ?? 1
    let percents = (0..<count).map { _ in
      let far = Int.random(in: 0..<20, using: &random) == 0 ? 1_000 : 1
      let value = Int64.random(in: Int64(-100 * scale)...Int64(300 * scale * far), using: &random)
      return ExactDecimal(fixed: max(value, Int64(-99 * scale)), scale: Int.random(in: 0...3, using: &random))
        .description
    }
    let text = try await sums(moves(percents), width: 90)
    let lines = text.split(separator: "\n" as Character).map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("how price_n") }, "seed \(seed): \(text)")
    let buckets = lines[(start + 1)...]
    #expect((2...10).contains(buckets.count), "seed \(seed): \(text)")
    var total = 0
    for line in buckets {
      #expect(DisplayWidth.of(line) <= 90, "seed \(seed): \(text)")
      let words = line.split(separator: " " as Character)
      let number = words.last { $0.allSatisfy(\.isWholeNumber) }
      total += try #require(number.flatMap { Int($0) }, "seed \(seed): \(line)")
      #expect(line.last != " ")
    }
    let moved = percents.count { ExactDecimal($0)?.isZero == false }
    #expect(total == moved, "seed \(seed): \(text)")
  }
}
