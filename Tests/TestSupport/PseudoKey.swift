/// A key that is more than its letter, as xterm sends it.
package enum PseudoKey: Sendable {
  case enter, tab, backspace, escape, up, down, left, right, home, end, delete
  /// With a letter from a to z.
  case control(Character)

  package var text: String {
    switch self {
    case .enter: "\r"
    case .tab: "\t"
    case .backspace: "\u{7F}"
    case .escape: "\u{1B}"
    case .up: "\u{1B}[A"
    case .down: "\u{1B}[B"
    case .right: "\u{1B}[C"
    case .left: "\u{1B}[D"
    case .home: "\u{1B}[H"
    case .end: "\u{1B}[F"
    case .delete: "\u{1B}[3~"
    case .control(let letter): String(Character(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1F)))
    }
  }
}
