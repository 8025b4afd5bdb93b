/// Tests a column's texts against one text, byte by byte.
struct TextProbe {
  private let bytes: UnsafeRawBufferPointer
  private let ends: UnsafeBufferPointer<Int>
  private let operation: BinaryOperator
  private let text: UnsafeBufferPointer<UInt8>
  /// The first eight bytes of `text`, those it lacks left out by `mask`: one comparison settles most rows.
  private let head: UInt64
  private let mask: UInt64

  /// Calls `body` with the test, which is valid that long. It takes rows of the column only.
  @inline(__always)
  static func with<T>(
    _ column: TextColumn, _ operation: BinaryOperator, _ text: [UInt8], _ body: (TextProbe) -> T
  ) -> T {
    column.bytes.withUnsafeBytes { bytes in
      column.ends.withUnsafeBufferPointer { ends in
        text.withUnsafeBufferPointer { text in
          body(TextProbe(bytes: bytes, ends: ends, operation: operation, text: text))
        }
      }
    }
  }

  private init(
    bytes: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<Int>, operation: BinaryOperator,
    text: UnsafeBufferPointer<UInt8>
  ) {
    self.bytes = bytes
    self.ends = ends
    self.operation = operation
    self.text = text
    var (head, mask): (UInt64, UInt64) = (0, 0)
    for (place, byte) in text.prefix(8).enumerated() {
      head |= UInt64(byte) << UInt64(place * 8)
      mask |= 0xFF << UInt64(place * 8)
    }
    (self.head, self.mask) = (head.littleEndian, mask.littleEndian)
  }

  @inline(__always)
  func holds(_ row: Int) -> Bool {
    let (start, end) = (row == 0 ? 0 : ends[row &- 1], ends[row])
    let length = end &- start
    switch operation {
    case .equal: return length == text.count && stands(at: start)
    case .notEqual: return length != text.count || !stands(at: start)
    case .startswith: return length >= text.count && stands(at: start)
    case .endswith: return length >= text.count && stands(at: end &- text.count)
    case .contains: return isFound(from: start, to: end)
    case .covers: return length <= text.count && isCovered(from: start, length)
    default: return false
    }
  }

  /// Whether the text stands at that place; as many bytes as it has must follow there.
  @inline(__always)
  private func stands(at place: Int) -> Bool {
    var next = 0
    if place &+ 8 <= bytes.count {
      let found = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      guard found & mask == head else { return false }
      next = 8
    }
    while next < text.count {
      guard bytes[place &+ next] == text[next] else { return false }
      next &+= 1
    }
    return true
  }

  private func isFound(from start: Int, to end: Int) -> Bool {
    guard let first = text.first else { return true }
    var place = start
    while place <= end &- text.count {
      if bytes[place] == first, stands(at: place) { return true }
      place &+= 1
    }
    return false
  }

  private func isCovered(from start: Int, _ length: Int) -> Bool {
    for index in 0..<length where bytes[start &+ index] != text[index] { return false }
    return true
  }
}
