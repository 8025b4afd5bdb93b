/// The line as it stands when TAB is pressed.
package struct CompletionRequest: Sendable, Equatable {
  /// Everything up to the cursor; of a continued statement, its current line alone.
  package var before: String
  package var after: String

  package init(before: String, after: String = "") {
    self.before = before
    self.after = after
  }
}

/// One way to go on.
package struct Completion: Sendable, Hashable {
  /// Takes the place of the word before the cursor.
  package var text: String
  /// Follows where this is the only way to go on, such as a blank or a closing quote.
  package var suffix: String
  /// Stands in the list instead of `text`.
  package var label: String

  package init(_ text: String, suffix: String = "", label: String? = nil) {
    self.text = text
    self.suffix = suffix
    self.label = label ?? text
  }
}

/// Every way to go on, and what each would replace.
package struct CompletionAnswer: Sendable, Equatable {
  /// The word before the cursor, with which `CompletionRequest.before` ends; it may be empty.
  package var word: String
  /// In the order of the list.
  package var completions: [Completion]

  package init(word: String, completions: [Completion]) {
    self.word = word
    self.completions = completions
  }

  package static let none = CompletionAnswer(word: "", completions: [])
}

/// Called on the editor's thread while the user waits: quick, and without a request to the server.
package typealias CompletionHandler = @Sendable (CompletionRequest) -> CompletionAnswer

/// What TAB does with an answer.
enum CompletionStep: Equatable {
  /// Nothing fits.
  case none
  /// Takes away so many scalars before the cursor and inserts the text.
  case replace(scalars: Int, with: String)
  /// Several fit, and nothing more is common to them.
  case list([String])

  init(_ answer: CompletionAnswer, in request: CompletionRequest) {
    guard request.before.unicodeScalars.reversed().starts(with: answer.word.unicodeScalars.reversed()) else {
      self = .none
      return
    }
    let scalars = answer.word.unicodeScalars.count
    var seen: Set<String> = []
    let distinct = answer.completions.filter { seen.insert($0.text).inserted }
    guard let first = distinct.first else {
      self = .none
      return
    }
    if distinct.count == 1 {
      // A suffix that stands there already is stepped into, not doubled.
      let suffix = request.after.hasPrefix(first.suffix) ? "" : first.suffix
      let text = first.text + suffix
      self = text == answer.word ? .none : .replace(scalars: scalars, with: text)
      return
    }
    let common = distinct.dropFirst().reduce(first.text) { Self.commonPrefix($0, $1.text) }
    // Shorter than the word is common where the word matched in another way than by its beginning.
    if common.unicodeScalars.count >= scalars, !common.isEmpty, common != answer.word {
      self = .replace(scalars: scalars, with: common)
    } else {
      self = .list(distinct.map(\.label))
    }
  }

  private static func commonPrefix(_ one: String, _ other: String) -> String {
    String(zip(one, other).prefix { $0 == $1 }.map(\.0))
  }
}
