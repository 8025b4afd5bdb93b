/// A set of characters as ranges of scalars.
struct CharacterSet: Sendable, Hashable {
  var ranges: [ClosedRange<UInt32>]
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>], negated: Bool = false) {
    self.ranges = ranges
    isNegated = negated
  }

  init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

  static let any = CharacterSet([0...0x10FFFF])
  static let digit = CharacterSet([0x30...0x39])
  static let word = CharacterSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = CharacterSet([0x09...0x0D, 0x20...0x20, 0xA0...0xA0])

  var negated: CharacterSet { CharacterSet(ranges, negated: !isNegated) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    for range in ranges where range.contains(value) { return !isNegated }
    return isNegated
  }

  /// The ranges that are meant, negation worked out.
  var plainRanges: [ClosedRange<UInt32>] {
    guard isNegated else { return ranges }
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  /// With both cases of every ASCII and simple letter in it.
  var foldingCase: CharacterSet {
    var folded = ranges
    for range in ranges where range.count <= 4096 {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          let scalars = Array(text.unicodeScalars)
          if scalars.count == 1, scalars[0].value != value {
            folded.append(scalars[0].value...scalars[0].value)
          }
        }
      }
    }
    return CharacterSet(folded, negated: isNegated)
  }
}
