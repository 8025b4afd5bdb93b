/// The names that an object's members may have; at most 64.
package struct MemberNames: Sendable, ExpressibleByArrayLiteral {
  package let texts: [String]
  private let bytes: [[UInt8]]

  package init(_ texts: [String]) {
    self.texts = texts
    bytes = texts.map { Array($0.utf8) }
  }

  package init(arrayLiteral texts: String...) { self.init(texts) }

  /// - Parameter guess: where it most likely stands: written in order, it is the one after the last.
  package func place(of text: JSONText, in scanner: JSONScanner, guess: Int) -> Int? {
    if bytes.indices.contains(guess), isSame(bytes[guess], text, scanner) { return guess }
    return bytes.firstIndex { isSame($0, text, scanner) }
  }

  /// None of them needs an escape, and one that has some all the same is read as it is meant.
  private func isSame(_ name: [UInt8], _ text: JSONText, _ scanner: JSONScanner) -> Bool {
    if text.hasEscapes { return (try? scanner.unescaped(text)) == name }
    let raw = scanner.raw(text)
    return raw.count == name.count && raw.elementsEqual(name)
  }
}
