import Foundation
import RateQL
import TestSupport
import Testing

@testable import Commands

/// A folder of its own, with the files that programs see from there.
struct Workshop {
  private let folder = TemporaryFolder()

  var path: String { folder.path }

  func files(excelSafe: Bool = false) -> ScriptFiles {
    ScriptFiles(excelSafe: excelSafe, environment: ["HOME": path + "/home"], folder: path)
  }

  func write(_ text: String, to name: String) throws { try folder.file(name, text) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Every file there, hidden ones too.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  func mode(_ name: String) throws -> Int {
    try #require(
      FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int)
  }
}

@Suite("Programs' files: load and include")
struct ScriptFilesTests {
  private let shop = Workshop()

  @Test("load goes from the current folder and from the home folder, and names the file as it was written")
  func load() throws {
    try shop.write("prefix\n44\n", to: "sub/deck.csv")
    try shop.write("prefix\n49\n", to: "home/deck.csv")
    try shop.write("prefix,type\n49,X\n", to: "home/bad.csv")
    let files = shop.files()
    #expect(try files.load("sub/deck.csv").values.first?[0] == .text("44"))
    #expect(try files.load("\(shop.path)/sub/deck.csv").values.first?[0] == .text("44"))
    #expect(try files.load("~/deck.csv").values.first?[0] == .text("49"))
    func reason(_ path: String) throws -> String {
      try #require(throws: RowSourceError.self) { try files.load(path) }.problem
    }
    #expect(
      try reason("~/bad.csv")
        == "~/bad.csv:2: column `type`: `X` is none of LOCAL, NATIONAL, INTERNATIONAL, MOBILE")
    #expect(try reason("no.csv") == "no.csv: there is no such file, or its folder can't be read")
    #expect(try reason("") == "the name of a file is empty")
    #expect(try reason("sub/deck.csv\0.csv") == "the name of a file has a NUL in it")
  }

  @Test(
    "include stands beside its includer and has one name",
    arguments: [
      ("lib/a.rql", "main.rql", "lib/a.rql"), ("b.rql", "lib/a.rql", "lib/b.rql"),
      ("./b.rql", "./lib/a.rql", "lib/b.rql"), ("../main.rql", "lib/a.rql", "main.rql"),
      ("../lib/./b.rql", "lib/a.rql", "lib/b.rql"), ("lib/b.rql", "<standard input>", "lib/b.rql"),
      ("~/c.rql", "lib/a.rql", "~/c.rql"), ("c.rql", "~/d.rql", "~/c.rql"),
      // Behind a link `..` is not the folder that the path names.
      ("../e.rql", "link/a.rql", "link/../e.rql"),
    ])
  func include(_ path: String, _ includer: String, _ name: String) throws {
    for file in ["main.rql", "lib/a.rql", "lib/b.rql", "home/c.rql", "far/e.rql", "far/away/a.rql"] {
      try shop.write("# \(file)", to: file)
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(shop.path)/link", withDestinationPath: "far/away")
    let script = try shop.files().script(path, from: includer)
    #expect(script.name == name)
    let last = try #require(name.split(separator: "/").last)
    #expect(script.text.hasSuffix(last))
  }

  @Test("an absolute includer's folder counts, not the current one")
  func absoluteInclude() throws {
    try shop.write("# b", to: "lib/b.rql")
    let script = try shop.files().script("b.rql", from: "\(shop.path)/lib/a.rql")
    #expect(script.name == "\(shop.path)/lib/b.rql" && script.text == "# b")
  }

  @Test("a script that is not there or no text is refused by its name")
  func includeFaults() throws {
    let files = shop.files()
    func reason(_ path: String, _ includer: String) throws -> String {
      try #require(throws: RowSourceError.self) { try files.script(path, from: includer) }.problem
    }
    #expect(try reason("no.rql", "lib/a.rql") == "there is no file lib/no.rql")
    try shop.write("a\0b", to: "bin.rql")
    #expect(try reason("bin.rql", "-e") == "bin.rql is not UTF-8 text")
    #expect(try reason("", "-e") == "the name of a file is empty")
  }
}
