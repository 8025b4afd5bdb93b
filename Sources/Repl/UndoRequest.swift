import RateQL
import Rendering

/// What `.undo` is asked for: `[RUN] [--only CONDITION] [--connect-fee AMOUNT]`.
struct UndoRequest {
  private(set) var run: Int64?
  private(set) var only: String?
  private(set) var connectFee: ExactDecimal?

  /// Why there is nothing to do, for a person.
  struct Fault: Error {
    let text: String
  }

  enum Option: String, CaseIterable {
    case only = "--only"
    case connectFee = "--connect-fee"
  }

  init(_ text: String) throws(Fault) {
    var given: Set<Option> = []
    for part in UndoRequest.parts(text) {
      let value = part.text.trimmingBlanks
      guard let option = part.option else {
        try setRun(value)
        continue
      }
      guard given.insert(option).inserted else {
        throw Fault(text: "`.undo` takes \(option.rawValue) once")
      }
      switch option {
      case .only:
        only = UndoRequest.unquoted(value)
        if only?.trimmingBlanks.isEmpty ?? true {
          throw Fault(text: "--only takes a condition, such as `--only prefix startswith \"44\"`")
        }
      case .connectFee:
        guard let fee = UndoText.connectFee(value) else { throw Fault(text: UndoText.refusedFee(value)) }
        connectFee = fee
      }
    }
  }

  private mutating func setRun(_ text: String) throws(Fault) {
    guard !text.isEmpty else { return }
    if text.hasPrefix("--") {
      let word = String(text.prefix { !$0.isWhitespace && $0 != "=" })
      let nearest = Suggestion.nearest(to: word, among: Option.allCases.map(\.rawValue))
      throw Fault(
        text: "`.undo` has no option `\(word)`; "
          + (nearest.map { "did you mean `\($0)`?" } ?? "it is written \(DotCommand.undo.usage)"))
    }
    guard let number = Int64(text) else {
      throw Fault(text: "`.undo` takes the number of a run, not `\(text)`; `.journal` lists them")
    }
    run = number
  }

  /// The text cut where an option begins, which is never inside a string of a condition. What stands before
  /// the first has no option.
  static func parts(_ text: String) -> [(option: Option?, text: String)] {
    var parts: [(option: Option?, text: String)] = [(nil, "")]
    var rest = text[...]
    var quote: Character?
    var isWordStart = true
    while let character = rest.first {
      if quote == nil, isWordStart, let option = Option.allCases.first(where: { $0.starts(rest) }) {
        rest = rest.dropFirst(option.rawValue.count)
        if rest.first == "=" { rest = rest.dropFirst() }
        parts.append((option, ""))
        isWordStart = true
        continue
      }
      var taken = String(rest.removeFirst())
      if quote == "\"", character == "\\", let escaped = rest.popFirst() {
        taken.append(escaped)
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      isWordStart = character.isWhitespace
      parts[parts.endIndex - 1].text += taken
    }
    return parts
  }

  /// A condition as a shell takes it, in quotes of its own: a string alone is no condition.
  private static func unquoted(_ text: String) -> String {
    guard let quote = text.first, quote == "'" || quote == "\"" else { return text }
    var inner = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      if character == quote { return rest.isEmpty ? inner : text }
      if quote == "\"", character == "\\", rest.first == "\"" {
        inner.append(rest.removeFirst())
      } else {
        inner.append(character)
      }
    }
    return text
  }
}

extension UndoRequest.Option {
  fileprivate func starts(_ text: Substring) -> Bool {
    guard text.hasPrefix(rawValue) else { return false }
    let next = text.dropFirst(rawValue.count).first
    return next.map { $0.isWhitespace || $0 == "=" } ?? true
  }
}
