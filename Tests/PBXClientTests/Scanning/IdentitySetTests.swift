import TestSupport
import Testing

@testable import PBXClient

@Suite struct IdentitySetTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func isTheSetOfTheLibrary(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var (own, plain) = (IdentitySet(), Set<String>())
    for _ in 0..<20_000 {
      let id =
        String(repeating: "x", count: Int.random(in: 0...20, using: &random))
        + "\(UInt16.random(in: 0...9_999, using: &random))"
      var id2 = id
      let (isNew, isKnown) = id2.withUTF8 { bytes in
        let isKnown = own.contains(UnsafeRawBufferPointer(bytes))
        return (own.insert(UnsafeRawBufferPointer(bytes)), isKnown)
      }
      #expect(isKnown == plain.contains(id))
      #expect(isNew == plain.insert(id).inserted)
    }
    #expect(own.count == plain.count)
  }
}
