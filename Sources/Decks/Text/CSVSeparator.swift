/// What stands between the cells of a line.
package enum CSVSeparator: UInt8, CaseIterable, Sendable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09

  /// The separator that the header uses most, outside quotes; a comma where it uses none.
  static func found(in bytes: [UInt8]) -> CSVSeparator {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    var hasText = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if !isQuoted, hasText { return most(counts) }
      default:
        if !isQuoted, CSVSeparator(rawValue: byte) != nil { counts[byte, default: 0] += 1 }
      }
      if byte > 0x20 { hasText = true }
    }
    return most(counts)
  }

  private static func most(_ counts: [UInt8: Int]) -> CSVSeparator {
    var best = CSVSeparator.comma
    for candidate in allCases where counts[candidate.rawValue, default: 0] > counts[best.rawValue, default: 0]
    {
      best = candidate
    }
    return best
  }
}
