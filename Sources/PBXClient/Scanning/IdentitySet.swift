/// A set of ids that takes 21 to 43 bytes for each, whatever its length: 128-bit fingerprints under keys that are
/// new in every process. Among a million ids two would share one with a chance of about 10^-27.
///
/// A fingerprint tells its own place, with the next free one behind it; a set of the library would hash it again,
/// which took a fifth of a scan.
struct IdentitySet {
  private struct Fingerprint: Equatable {
    var high: UInt64
    var low: UInt64
  }

  private static let keys = (high: UInt64.random(in: 1...UInt64.max), low: UInt64.random(in: 1...UInt64.max))

  private static let free = Fingerprint(high: 0, low: 0)

  /// A power of two of places, at least a quarter of them free.
  private var places: [Fingerprint] = []
  private(set) var count = 0

  /// Adds an id by its UTF-8 bytes; false where it was in already.
  mutating func insert(_ id: UnsafeRawBufferPointer) -> Bool {
    if count * 4 >= places.count * 3 { grow() }
    let fingerprint = IdentitySet.fingerprint(id)
    let place = place(of: fingerprint)
    guard places[place] == IdentitySet.free else { return false }
    places[place] = fingerprint
    count += 1
    return true
  }

  func contains(_ id: UnsafeRawBufferPointer) -> Bool {
    !places.isEmpty && places[place(of: IdentitySet.fingerprint(id))] != IdentitySet.free
  }

  /// Where the fingerprint is, or would be.
  private func place(of fingerprint: Fingerprint) -> Int {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: fingerprint.low) & mask
    while places[place] != fingerprint, places[place] != IdentitySet.free { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let members = places
    places = Array(repeating: IdentitySet.free, count: max(64, members.count * 2))
    for member in members where member != IdentitySet.free { places[place(of: member)] = member }
  }

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
    // That of a free place is nobody's.
    if result == free { result.low = 1 }
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
