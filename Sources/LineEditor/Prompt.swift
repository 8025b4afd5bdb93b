/// What stands before the line that is typed, such as `rateql> `, or the sign of a continued one.
package struct Prompt: Sendable, Equatable {
  package enum Colour: Int, Sendable, CaseIterable {
    case red = 31
    case green, yellow, blue, magenta, cyan
  }

  package var text: String
  /// Nil draws in the terminal's own colour.
  package var colour: Colour?

  /// Control characters in `text` are dropped, since names in a prompt come from outside.
  package init(_ text: String, colour: Colour? = nil) {
    self.text = String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    self.colour = colour
  }

  /// Stands around what libedit shall send to the terminal without counting its columns.
  static let escape: Character = "\u{1}"

  /// The text as EL_PROMPT_ESC wants it. libedit drops a colour change that no character follows, so the
  /// colour ends before the last character; that one is a blank in most prompts.
  var drawn: String {
    guard let colour, text.count > 1, let last = text.last else { return text }
    let escape = Self.escape
    return
      "\(escape)\u{1B}[1;\(colour.rawValue)m\(escape)\(text.dropLast())\(escape)\u{1B}[0m\(escape)\(last)"
  }
}
