/// Faults of every kind at random. The same seed gives the same fault to the same ordinal, however the
/// requests run beside each other.
package struct SeededFaults: FaultPlan, Hashable {
  package let seed: UInt64
  /// Of how many requests in a million something goes wrong.
  private let millionths: Int

  /// - Parameter rate: the share of the requests that something goes wrong with, 0 to 1.
  package init(seed: UInt64, rate: Double) {
    self.seed = seed
    millionths = Int((min(max(rate, 0), 1) * 1_000_000).rounded())
  }

  /// `SEED:SHARE`, the share as a percent (`5%`) or a fraction (`0.05`); nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let seed = UInt64(parts[0]) else { return nil }
    let isPercent = parts[1].hasSuffix("%")
    guard let number = Double(isPercent ? parts[1].dropLast() : parts[1]) else { return nil }
    let share = isPercent ? number / 100 : number
    guard (0...1).contains(share) else { return nil }
    self.init(seed: seed, rate: share)
  }

  package func fault(for request: FaultRequest) async -> Fault {
    let ordinal = UInt64(clamping: request.ordinal)
    var random = SplitMix64(seed: SplitMix64.mix(seed) ^ SplitMix64.mix(ordinal))
    guard random.below(1_000_000) < millionths else { return .none }
    let wait = Duration.milliseconds(5 + random.below(200))
    let retryAfter = [nil, 0, 1][random.below(3)]
    switch random.below(12) {
    case 0: return .refuse
    case 1: return .resetBefore
    case 2: return .resetAfter
    case 3: return .status(429, retryAfter: retryAfter, code: "TOO_MANY_REQUESTS")
    case 4: return .status(503, retryAfter: retryAfter, code: "SERVICE_UNAVAILABLE")
    case 5: return .status([500, 502, 504][random.below(3)], retryAfter: nil, code: "INTERNAL_ERROR")
    case 6: return .slow(wait)
    case 7: return .slowAfter(wait)
    case 8: return .cutBody
    case 9: return .expireTokens
    case 10: return .garbage("<html><body><h1>Bad Gateway</h1></body></html>")
    default: return .handledThenStatus([500, 502, 503, 504][random.below(4)])
    }
  }
}

extension SeededFaults: CustomStringConvertible {
  /// As it can be given again.
  package var description: String { "\(seed):\(Double(millionths) / 1_000_000)" }
}
