import BulkEdit
import RateQL
import TestSupport
import Testing

@Suite("Damaged plan files")
struct PlanFileFuzzTests {
  @Test(
    "bytes changed, cut, doubled and put in: refused, or the same plan", arguments: 0..<50 as Range<UInt64>)
  func damaged(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var plans = RandomPlans(seed: seed)
    let plan = seed.isMultiple(of: 2) ? PlanSamples.small : plans.plan(changes: 3)
    let bytes = try plan.encoded()
    for round in 0..<100 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&damaged, &random) }
      guard let read = try? PlanFile.decode(damaged, name: "p") else { continue }
      #expect(read.isSame(as: plan), "seed \(seed), round \(round)")
      #expect(try read.encoded() == bytes, "seed \(seed), round \(round)")
    }
  }

  private static let telling = Array("\"\\{}[],:0123456789-+.eEtfnu \n\t\u{0}".utf8) + [0x80, 0xC3, 0xFF]

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(place + Int.random(in: 1...40, using: &random), bytes.count)
    let byte = PlanFileFuzzTests.telling.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] = byte
    case 2: bytes.insert(byte, at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 5: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    default: bytes.insert(UInt8(ascii: " "), at: place)
    }
  }
}
