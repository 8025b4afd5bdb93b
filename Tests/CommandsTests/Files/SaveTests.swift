import Foundation
import RateQL
import Testing

@testable import Commands

@Suite("Programs' files: save")
struct SaveTests {
  private let shop = Workshop()
  private let columns = [
    ResultColumn(name: "prefix", type: .text), ResultColumn(name: "price_n", type: .decimal),
  ]
  private let values: [Column] = [
    .values([.text("44"), .text("=49")]),
    .values([.number(ExactDecimal(significand: 125, scale: 3)), .null]),
  ]

  private func write(_ file: any PendingFile) async throws {
    try await file.begin(columns)
    try await file.rows(values, count: 2)
  }

  private func refusal(_ body: () async throws -> Void) async throws -> RowSourceError {
    do {
      try await body()
    } catch let error as RowSourceError {
      return error
    }
    Issue.record("it was not refused")
    return RowSourceError("")
  }

  @Test(
    "each format by its ending; nothing is seen before it is published",
    arguments: [
      ("a.csv", "prefix,price_n\n44,0.125\n=49,\n"), ("a.TSV", "prefix\tprice_n\n44\t0.125\n=49\t\n"),
      (
        "a.json",
        "[\n  {\"prefix\": \"44\", \"price_n\": 0.125},\n  {\"prefix\": \"=49\", \"price_n\": null}\n]\n"
      ),
      ("a.jsonl", "{\"prefix\":\"44\",\"price_n\":0.125}\n{\"prefix\":\"=49\",\"price_n\":null}\n"),
    ])
  func formats(_ name: String, _ text: String) async throws {
    let file = try shop.files().save(name, replacing: false)
    try await write(file)
    #expect(!FileManager.default.fileExists(atPath: "\(shop.path)/\(name)"))
    try await file.publish()
    #expect(try shop.text(name) == text)
    #expect(try shop.names() == [name])
    let mask = umask(0)
    umask(mask)
    #expect(try shop.mode(name) == 0o644 & ~Int(mask))
    await file.discard()
    #expect(try shop.names() == [name])
  }

  @Test("no rows, and not even columns, are a file too")
  func empty() async throws {
    let files = shop.files()
    for (name, text) in [("a.csv", "prefix,price_n\n"), ("a.json", "[]\n"), ("a.ndjson", "")] {
      let file = try files.save(name, replacing: false)
      try await file.begin(columns)
      try await file.publish()
      #expect(try shop.text(name) == text)
    }
    let file = try files.save("b.json", replacing: false)
    try await file.publish()
    #expect(try shop.text("b.json") == "[]\n")
  }

  @Test("with excelSafe no cell is a formula")
  func excelSafe() async throws {
    let file = try shop.files(excelSafe: true).save("a.csv", replacing: false)
    try await write(file)
    try await file.publish()
    #expect(try shop.text("a.csv") == "prefix,price_n\n44,0.125\n'=49,\n")
  }

  @Test("what is discarded, or dropped, leaves nothing")
  func discard() async throws {
    let file = try shop.files().save("a.csv", replacing: false)
    try await write(file)
    #expect(try shop.names().count == 1)
    await file.discard()
    #expect(try shop.names() == [])
    do {
      let dropped = try shop.files().save("a.csv", replacing: false)
      try await dropped.begin(columns)
    }
    #expect(try shop.names() == [])
  }

  @Test("a file that is there is refused, also where it came meanwhile; the other stays whole")
  func refusesExisting() async throws {
    let files = shop.files()
    let first = try files.save("a.csv", replacing: false)
    let second = try files.save("a.csv", replacing: false)
    try await write(first)
    try await second.begin(columns)
    try await first.publish()
    let expected = RowSourceError(
      "`a.csv` is there already",
      hints: ["name another file, or write `replace` after the name to replace it"])
    #expect(try await refusal { try await second.publish() } == expected)
    await second.discard()
    #expect(try await refusal { _ = try files.save("a.csv", replacing: false) } == expected)
    #expect(try await refusal { try files.checkSave("a.csv", replacing: false) } == expected)
    #expect(try shop.names() == ["a.csv"])
    #expect(try shop.text("a.csv").hasPrefix("prefix,price_n\n44"))
  }

  @Test("replacing puts the new file in the old one's place, with its permissions, through a link")
  func replaces() async throws {
    try shop.write("old", to: "far/old.csv")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: "\(shop.path)/far/old.csv")
    try FileManager.default.createSymbolicLink(
      atPath: "\(shop.path)/a.csv", withDestinationPath: "far/old.csv")
    let file = try shop.files().save("a.csv", replacing: true)
    try await write(file)
    #expect(try shop.text("a.csv") == "old")
    try await file.publish()
    #expect(try shop.text("far/old.csv").hasPrefix("prefix,price_n\n44"))
    #expect(try shop.mode("far/old.csv") == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(shop.path)/a.csv") == "far/old.csv")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(shop.path)/far") == ["old.csv"])
    let new = try shop.files().save("new.csv", replacing: true)
    try await write(new)
    try await new.publish()
    #expect(try shop.text("new.csv").hasPrefix("prefix"))
  }

  @Test("a place where nothing can be written is told before anything is")
  func places() async throws {
    let files = shop.files()
    try shop.write("", to: "sub.csv/x")
    try FileManager.default.createSymbolicLink(
      atPath: "\(shop.path)/lost.csv", withDestinationPath: "nowhere")
    let cases = [
      ("no/a.csv", false, "`no/a.csv` can't be written: there is no such folder"),
      ("sub.csv", true, "`sub.csv` can't be written: it is a folder"),
      ("lost.csv", true, "`lost.csv` can't be written: it is a link that leads nowhere"),
      ("lost.csv", false, "`lost.csv` is there already"),
      ("a.xlsx", false, "`a.xlsx` is a spreadsheet, which can't be read or written here"),
      ("", false, "the name of a file is empty"),
    ]
    for (name, replacing, problem) in cases {
      #expect(try await refusal { try files.checkSave(name, replacing: replacing) }.problem == problem)
      #expect(try await refusal { _ = try files.save(name, replacing: replacing) }.problem == problem)
    }
    #expect(try shop.names() == ["lost.csv", "sub.csv"])
    let error = try await refusal {
      _ = try ScriptFiles(environment: [:]).save("/dev/null.csv/x.csv", replacing: true)
    }
    #expect(error.problem == "`/dev/null.csv/x.csv` can't be written: there is no such folder")
  }

  @Test("a cancelled save is a cancellation, not a fault of the file")
  func cancelled() async throws {
    let file = try shop.files().save("a.csv", replacing: false)
    let (columns, values) = (columns, values)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await file.begin(columns)
      try await file.rows(values, count: 2)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    await file.discard()
    #expect(try shop.names() == [])
  }
}
