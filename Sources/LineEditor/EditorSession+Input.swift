extension EditorSession {
  /// The next character typed; nil when the reading has to end, with the reason left in the session.
  ///
  /// One byte at a time, as libedit itself reads: what is typed ahead stays with the terminal, where Ctrl-C
  /// drops it and another program finds it.
  func nextScalar() -> Unicode.Scalar? {
    guard let first = nextByte() else { return nil }
    let more: Int
    switch first {
    case 0..<0x80: return Unicode.Scalar(first)
    case 0xC2..<0xE0: more = 1
    case 0xE0..<0xF0: more = 2
    case 0xF0..<0xF5: more = 3
    default: return "\u{FFFD}"
    }
    var bytes = [first]
    for _ in 0..<more {
      guard let byte = nextByte() else { return nil }
      guard byte & 0xC0 == 0x80 else {
        heldByte = byte
        return "\u{FFFD}"
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  private func nextByte() -> UInt8? {
    if let held = heldByte {
      heldByte = nil
      return held
    }
    while true {
      switch waiter.next(atMost: 1) {
      case .bytes(let bytes): return bytes.first
      case .signalled: windowChanged()
      case .cancelled:
        cancelled = true
        leaveLine()
        return nil
      case .failed(let reason):
        failure = reason
        return nil
      case .end: return nil
      }
    }
  }
}
