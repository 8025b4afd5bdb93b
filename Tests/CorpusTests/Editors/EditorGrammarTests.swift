import Foundation
import RateQL
import Testing

@Suite("Editor grammars")
struct EditorGrammarTests {
  private static let folder = CorpusCase.folder.deletingLastPathComponent().appendingPathComponent("editors")

  @Test("are those that the tables of the language make; scripts/grammars writes them")
  func current() throws {
    let files = [
      "rateql.tmLanguage.json": try TextMateGrammar.text(),
      "vim/syntax/rateql.vim": VimGrammar.syntax,
      "vim/ftdetect/rateql.vim": VimGrammar.fileType,
    ]
    for (name, text) in files {
      let file = EditorGrammarTests.folder.appendingPathComponent(name)
      if CorpusTests.isRecording {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
      } else {
        let written = try? String(contentsOf: file, encoding: .utf8)
        #expect(written == text, "\(name) is not current: run scripts/grammars")
      }
    }
  }

  @Test("colour every keyword")
  func keywords() {
    #expect(EditorWords.allKeywords == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test("have patterns that a regular expression engine takes")
  func patterns() throws {
    let data = Data(try TextMateGrammar.text().utf8)
    let grammar = try JSONSerialization.jsonObject(with: data)
    var count = 0
    func look(_ part: Any) throws {
      if let list = part as? [Any] { for item in list { try look(item) } }
      guard let dictionary = part as? [String: Any] else { return }
      for (key, value) in dictionary {
        if ["match", "begin", "end", "firstLineMatch"].contains(key), let pattern = value as? String {
          _ = try NSRegularExpression(pattern: pattern)
          count += 1
        } else {
          try look(value)
        }
      }
    }
    try look(grammar)
    #expect(count > 20)
  }
}
