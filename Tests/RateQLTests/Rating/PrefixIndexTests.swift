import RateQL
import TestSupport
import Testing

@Suite("Longest prefix")
struct PrefixIndexTests {
  @Test("the longest first, then those it shadows")
  func order() {
    let index = PrefixIndex(["44", "4479", "1", "447", "44791", "4478"])
    #expect(index.matches("447911123456") == [4, 1, 3, 0])
    #expect(index.longest("4478") == 5)
    #expect(index.longest("44") == 0)
    #expect(index.longest("4") == nil)
    #expect(index.longest("") == nil)
    #expect(index.longest("99") == nil)
    #expect(index.next(after: 5) == 3)
    #expect(index.next(after: 2) == nil)
    #expect(index.next(after: 99) == nil)
  }

  @Test("the same prefix twice is found twice, in the table's order")
  func duplicates() {
    let index = PrefixIndex(["44", "447", "44", "447", "44"])
    #expect(index.matches("4470") == [1, 3, 0, 2, 4])
  }

  @Test("empty and missing prefixes are never found")
  func blanks() {
    var column = TextColumn()
    column.append("")
    column.appendNull()
    column.append("4")
    let index = PrefixIndex(column)
    #expect(index.matches("44") == [2])
    #expect(index.count == 3)
    #expect(PrefixIndex(TextColumn()).matches("44").isEmpty)
    var numbers = TextColumn()
    numbers.append("44")
    numbers.appendNull()
    numbers.append("5")
    #expect(index.longest(numbers) == [2, -1, -1])
  }

  @Test("prefixes need not be digits: they are compared by their bytes")
  func bytes() {
    let index = PrefixIndex(["+44", "*97", "sip:", "sip:ä", "+", "4*"])
    #expect(index.matches("+447") == [0, 4])
    #expect(index.matches("*97") == [1])
    #expect(index.matches("sip:älf") == [3, 2])
    #expect(index.matches("sip:ö") == [2])
    #expect(index.matches("4*1") == [5])
    #expect(index.longest("44") == nil)
  }

  @Test("a large table is entered by its first digits", arguments: [1_500, 50_000])
  func large(_ count: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    func digits(_ lengths: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: lengths, using: &random)).map { _ in
          "012345678+".randomElement(using: &random) ?? "0"
        })
    }
    var prefixes: [String] = []
    var rows: [String: Int] = [:]
    while prefixes.count < count {
      let prefix = digits(1...7)
      guard rows[prefix] == nil else { continue }
      rows[prefix] = prefixes.count
      prefixes.append(prefix)
    }
    let index = PrefixIndex(prefixes)
    var numbers = TextColumn()
    for _ in 0..<2_000 { numbers.append(digits(0...10)) }
    let found = index.longest(numbers)
    for row in 0..<numbers.count {
      let number = numbers[row]
      let expected = (0...number.count).reversed().compactMap { rows[String(number.prefix($0))] }
      #expect(index.matches(number) == expected, "seed \(seed): \(number)")
      #expect(found[row] == expected.first.map { Int32($0) } ?? -1, "seed \(seed): \(number)")
    }
  }

  @Test("agrees with a look at every prefix", arguments: [["1", "2", "3"], ["4", "*", "é", "+", ":", "j"]])
  func property(_ alphabet: [String]) {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    func text(_ lengths: ClosedRange<Int>) -> String {
      (0..<Int.random(in: lengths, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
        .joined()
    }
    for step in 0..<60 {
      let prefixes = (0..<Int.random(in: 0...60, using: &random)).map { _ in text(0...6) }
      let index = PrefixIndex(prefixes)
      var numbers = TextColumn()
      for _ in 0..<100 { numbers.append(text(0...9)) }
      let found = index.longest(numbers)
      for row in 0..<numbers.count {
        let number = numbers[row]
        let expected = prefixes.indices
          .filter { !prefixes[$0].isEmpty && number.utf8.starts(with: prefixes[$0].utf8) }
          .sorted { a, b in
            let (x, y) = (prefixes[a].utf8.count, prefixes[b].utf8.count)
            return x == y ? a < b : x > y
          }
        #expect(index.matches(number) == expected, "seed \(seed), step \(step): \(number) in \(prefixes)")
        #expect(found[row] == expected.first.map { Int32($0) } ?? -1, "seed \(seed), step \(step): \(number)")
      }
    }
  }
}
