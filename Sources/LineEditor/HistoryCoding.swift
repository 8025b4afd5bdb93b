/// One history entry as one line of libedit's file format: what could be mistaken for structure is written as
/// a backslash and three octal digits, as its `vis` does.
enum HistoryCoding {
  static let cookie = "_HiStOrY_V2_"

  static func line(for entry: String) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(entry.utf8.count + 1)
    for byte in entry.utf8 {
      if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") {
        line.append(UInt8(ascii: "\\"))
        for shift: UInt8 in [6, 3, 0] { line.append(UInt8(ascii: "0") + (byte >> shift & 7)) }
      } else {
        line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }
}
