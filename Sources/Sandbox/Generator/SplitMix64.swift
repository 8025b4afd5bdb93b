/// A small generator of random numbers that gives the same ones for the same seed, everywhere.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.mix(state)
  }

  /// Scatters the bits of a number; each result has one origin.
  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 to `bound` - 1. The standard library's own may change its method between versions.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  /// True in so many cases of a thousand.
  mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  mutating func pick<T>(_ choices: [T]) -> T? { choices.isEmpty ? nil : choices[below(choices.count)] }

  mutating func shuffle<T>(_ items: inout [T]) {
    for index in items.indices.reversed() { items.swapAt(index, below(index + 1)) }
  }
}
