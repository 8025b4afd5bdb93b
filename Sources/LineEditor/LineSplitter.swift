/// Cuts bytes into lines of text: `\n` and `\r\n` end a line, bytes that are no UTF-8 become U+FFFD.
struct LineSplitter {
  private var pending: [UInt8] = []
  /// Up to here `pending` has been handed out.
  private var start = 0
  /// Up to here `pending` is known to hold no line end, so that a long line is looked at once.
  private var searched = 0
  private var atBeginning = true

  mutating func append(_ bytes: [UInt8]) {
    // What has been handed out goes when it is the larger part, so that each byte moves at most once or so.
    if start > pending.count / 2 {
      pending.removeFirst(start)
      searched -= start
      start = 0
    }
    pending.append(contentsOf: bytes)
  }

  /// The next line whose end has come.
  mutating func nextLine() -> String? {
    guard let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = pending.count
      return nil
    }
    defer {
      start = end + 1
      searched = start
    }
    return text(upTo: end)
  }

  /// What the input ended with instead of a line end.
  mutating func lastLine() -> String? {
    guard start < pending.count else { return nil }
    defer {
      pending = []
      start = 0
      searched = 0
    }
    return text(upTo: pending.count)
  }

  private mutating func text(upTo end: Int) -> String {
    var line = pending[start..<end]
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    // Some editors begin a file with a byte order mark.
    if atBeginning, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    atBeginning = false
    return String(decoding: line, as: UTF8.self)
  }
}
