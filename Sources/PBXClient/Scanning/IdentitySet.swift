/// A set of ids that takes 16 bytes for each, whatever its length: 128-bit fingerprints under keys that are
/// new in every process. Among a million ids two would share one with a chance of about 10^-27.
struct IdentitySet {
  private struct Fingerprint: Hashable {
    var high: UInt64
    var low: UInt64

    func hash(into hasher: inout Hasher) { hasher.combine(low) }
  }

  private static let keys = (high: UInt64.random(in: 1...UInt64.max), low: UInt64.random(in: 1...UInt64.max))

  private var members: Set<Fingerprint> = []

  var count: Int { members.count }

  /// Adds an id by its UTF-8 bytes; false where it was in already.
  mutating func insert(_ id: UnsafeRawBufferPointer) -> Bool {
    members.insert(IdentitySet.fingerprint(id)).inserted
  }

  func contains(_ id: UnsafeRawBufferPointer) -> Bool { members.contains(IdentitySet.fingerprint(id)) }

  private static func fingerprint(_ id: UnsafeRawBufferPointer) -> Fingerprint {
    var result = Fingerprint(high: keys.high, low: keys.low)
    var at = 0
    while at + 8 <= id.count {
      mix(&result, UInt64(littleEndian: id.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      at += 8
    }
    var last: UInt64 = 0
    for byte in id[at...] { last = last << 8 | UInt64(byte) }
    mix(&result, last)
    mix(&result, UInt64(id.count))
    return result
  }

  /// Two independent lanes, each a full-width product folded in half.
  private static func mix(_ fingerprint: inout Fingerprint, _ word: UInt64) {
    fingerprint.high = fold(fingerprint.high ^ word, 0x9E37_79B9_7F4A_7C15) &+ keys.low
    fingerprint.low = fold(fingerprint.low &+ word, 0xD6E8_FEB8_6659_FD93) ^ keys.high
  }

  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
