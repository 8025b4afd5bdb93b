import Foundation

/// One program with what is expected of it, as a file of `grammar/corpus`.
///
/// The file is a title line, then sections that start with `=== NAME`. `source` is the program; each other
/// section is a view of it and holds the whole text expected there.
struct CorpusCase: Sendable, CustomStringConvertible {
  enum View: String, CaseIterable {
    /// What the lexer makes of it, with the line breaks that end statements.
    case tokens
    /// What the parser makes of it.
    case tree
    /// What the checker finds out: the type of each expression, the columns of each stage.
    case types
    /// Its canonical form.
    case formatted
    /// What the program prints, results as CSV.
    case result
    /// What it prints, as people see it.
    case shown
    /// The folded changes.
    case plan
    /// What the store was asked.
    case asked
    /// What the checker says, drawn.
    case diagnostics
    /// Why the run stopped, drawn.
    case error
    /// The files that it leaves behind.
    case saved
  }

  let url: URL
  let title: String
  var sections: [(name: String, text: String)]

  var description: String { url.deletingPathExtension().lastPathComponent }

  /// What it shows is known without checking and running it, which it may not be fit for.
  var isSyntaxOnly: Bool {
    let views = sections.compactMap { View(rawValue: $0.name) }
    return !views.isEmpty && views.allSatisfy { [.tokens, .tree, .formatted].contains($0) }
  }

  subscript(name: String) -> String? { sections.first { $0.name == name }?.text }

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("grammar/corpus")

  static let all: [CorpusCase] = {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "case" }
    return urls.sorted { $0.path < $1.path }.compactMap(CorpusCase.init)
  }()

  init?(_ url: URL) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    self.url = url
    var title = ""
    var sections: [(name: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        sections.append((String(line.dropFirst(4)), ""))
      } else if sections.isEmpty {
        title += line
      } else {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    self.title = title
    // The blank line that stands before the next section is not part of the text.
    self.sections = sections.map { ($0.name, CorpusCase.trimmed($0.text)) }
  }

  /// A program that stands in no file of its own.
  init(source: String, files: [(name: String, text: String)]) {
    url = URL(fileURLWithPath: "/")
    title = ""
    sections = files + [("source", source)]
  }

  static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text.isEmpty ? "" : text + "\n"
  }

  /// The file's text with the views given anew.
  func rewritten(_ views: [View: String]) -> String {
    var text = title + "\n"
    for section in sections {
      let body = View(rawValue: section.name).flatMap { views[$0] } ?? section.text
      text += "\n=== \(section.name)\n" + CorpusCase.trimmed(body)
    }
    return text
  }
}
