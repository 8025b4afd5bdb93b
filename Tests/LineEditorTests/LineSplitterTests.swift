import TestSupport
import Testing

@testable import LineEditor

struct LineSplitterTests {
  /// However the bytes are cut, the lines are those of the whole.
  @Test func cutsDoNotMatter() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededRandom(seed: seed)
    let pieces: [[UInt8]] = [
      [0x0A], [0x0D, 0x0A], [0x0D], Array("é".utf8), Array("中".utf8), [0xFF], [0x61], [0xE4, 0xB8],
    ]
    for round in 0..<500 {
      let bytes = (0..<Int.random(in: 0..<60, using: &generator)).flatMap { _ in
        pieces.randomElement(using: &generator) ?? []
      }
      var splitter = LineSplitter()
      var lines: [String] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &generator)
        splitter.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
        if Bool.random(using: &generator) {
          while let line = splitter.nextLine() { lines.append(line) }
        }
      }
      while let line = splitter.nextLine() { lines.append(line) }
      if let last = splitter.lastLine() { lines.append(last) }
      #expect(lines == reference(bytes), "seed \(seed), round \(round)")
    }
  }

  private func reference(_ bytes: [UInt8]) -> [String] {
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
  }
}
