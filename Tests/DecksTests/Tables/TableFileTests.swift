import Foundation
import RateQL
import TestSupport
import Testing

@testable import Decks

@Suite("Tables from files")
struct TableFileTests {
  private let folder = TemporaryFolder()

  @Test("the ending tells the format, in any case")
  func endings() throws {
    #expect(try TableFormat(path: "a/b.CSV") == .csv)
    #expect(try TableFormat(path: "b.v2.tsv") == .tsv)
    #expect(try TableFormat(path: "b.Json") == .json)
    #expect(try TableFormat(path: "b.jsonl") == .ndjson)
    let cases = [
      "march.xlsx": [
        "`march.xlsx` is a spreadsheet, which can't be read or written here",
        "in the spreadsheet, save the sheet as CSV (UTF-8)",
      ],
      "a.csv.gz": ["`a.csv.gz` is compressed", "unpack it first"],
      "x.d/deck": [
        "the name `x.d/deck` has no ending that tells what the file holds",
        "the name should end in .csv, .tsv, .json or .ndjson",
      ],
      "deck.txt": [
        "files that end in `.txt` can't be read or written: `deck.txt`",
        "the name should end in .csv, .tsv, .json or .ndjson",
      ],
    ]
    for (name, lines) in cases {
      let error = try #require(throws: RowSourceError.self) { try TableFormat(path: name) }
      #expect([error.problem] + error.hints == lines)
    }
  }

  @Test("a file is read, also through a link; what is no file is refused by the name it was given")
  func files() throws {
    let file = folder.url.appendingPathComponent("deck.csv")
    try "\u{FEFF}prefix\n44\n".write(to: file, atomically: true, encoding: .utf8)
    let link = folder.url.appendingPathComponent("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "deck.csv")
    for path in [file.path, link.path] {
      #expect(try TableFile.load(path).values.first?[0] == .text("44"))
    }
    func reason(_ path: String, _ name: String) throws -> String {
      try #require(throws: RowSourceError.self) { try TableFile.load(path, named: name) }.problem
    }
    #expect(
      try reason(folder.path + "/no.csv", "~/no.csv")
        == "~/no.csv: there is no such file, or its folder can't be read")
    #expect(try reason(folder.path, "here.csv") == "here.csv: it is a folder, not a file")
    #expect(try reason("/dev/zero", "zero.csv") == "zero.csv: it is a device or a pipe, not a file")
  }

  @Test(.enabled(if: DeckReaderTests.decks != nil)) func aLargeDeckLoadsWhole() throws {
    let decks = try #require(DeckReaderTests.decks)
    let table = try TableFile.load("\(decks)/world-20k.csv")
    #expect(table.lines.count == 20_000 && table.lines.last == 20_001)
    #expect(table.columns.map(\.type) == [.text, .text, .decimal, .decimal, .int, .int])
    let calls = try TableFile.load("\(decks)/calls-5k.csv")
    #expect(calls.lines.count == 5000)
    #expect(throws: RowSourceError.self) { try TableFile.load("\(decks)/eu-3k-cp1252.csv") }
  }
}
