import RateQL
import Testing

@testable import Decks

@Suite("JSON and NDJSON as tables")
struct JSONTableTests {
  private static let objects = [
    #"{"prefix": "44", "price_n": 0.10000000000000000555, "ok": true, "note": "007", "n": 1}"#,
    #"{"price_n": "0.5", "prefix": 49, "extra": -1.5e2, "note": null, "n": 12345678901234567890}"#,
    #"{}"#,
  ]

  @Test(
    "an array, a list of the API's and a line each are the same table",
    arguments: [
      ("[\(objects.joined(separator: ",\n"))]", TableFormat.json),
      (
        "{\"count\": 3, \"more\": [{\"a\": {}}], \"items\":[\(objects.joined(separator: ",\n"))], \"x\": 1}",
        .json
      ),
      (objects.joined(separator: "\n") + "\n\n", .ndjson),
      ("\u{FEFF}" + objects.joined(separator: "\r\n"), .ndjson),
    ])
  func forms(_ text: String, _ format: TableFormat) throws {
    let table = try Loaded(text, format)
    #expect(table.names == ["prefix", "price_n", "ok", "note", "n", "extra"])
    #expect(table.types == [.text, .decimal, .bool, .text, .int, .decimal])
    #expect(
      table.rows == [
        [.text("44"), try number("0.10000000000000000555"), .bool(true), .text("007"), .int(1), .null],
        [.text("49"), try number("0.5"), .null, .null, try number("12345678901234567890"), .int(-150)],
        [.null, .null, .null, .null, .null, .null],
      ])
    #expect(table.lines == [1, 2, 3])
  }

  @Test("texts stay texts, but for percents; mixed columns are text")
  func types() throws {
    let table = try Loaded(
      #"[{"a":"1","b":"5%","c":1,"d":"true","e":" ","type":"local"},{"a":"2","b":"1%","c":"x","d":"false"}]"#,
      .json)
    #expect(table.types == [.text, .percent, .text, .text, .text, .symbol(.rateType)])
    #expect(table.rows[0][2] == .text("1"))
    #expect(table.rows[0][4] == .null && table.rows[0][5] == .symbol("LOCAL"))
  }

  @Test("escapes, surrogate pairs")
  func escapes() throws {
    let table = try Loaded(#"[{"\u0061":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00x"}]"#, .json)
    #expect(table.names == ["a"])
    #expect(table.rows == [[.text("\"\\/\u{8}\u{C}\n\r\té😀x")]])
  }

  @Test("faults have their line and column")
  func faults() throws {
    let cases: [(String, TableFormat, [String])] = [
      ("", .json, ["deck.json: the file is empty; it should hold an array of objects"]),
      ("[]", .json, ["deck.json: it holds no rows, so nothing tells its columns"]),
      ("", .ndjson, ["deck.ndjson: it holds no rows, so nothing tells its columns"]),
      (
        "{\"prefix\": 1}", .json,
        [
          "deck.json:1:1: an array of objects expected, or an object with `items`; a lone object is neither"
        ]
      ),
      ("12", .json, ["deck.json:1:1: an array of objects expected"]),
      ("[{\"a\":1}\n {\"a\":2}]", .json, ["deck.json:2:2: `,` or `]` expected"]),
      ("[{\"a\":1},]", .json, ["deck.json:1:10: a value expected"]),
      ("[{\"é\":01}]", .json, ["deck.json:1:7: a number with a leading zero"]),
      ("[{\"a\":1}", .json, ["deck.json:1:9: it ends too early: a `]` is missing"]),
      (
        "[{\"a\":\"x\n\"}]", .json,
        ["deck.json:1:9: a text goes on past the end of its line; is its `\"` missing?"]
      ),
      ("[{\"a\":\"\\ud800\"}]", .json, ["deck.json:1:8: half of a surrogate pair"]),
      ("[{\"a\":1}] x", .json, ["deck.json:1:11: something follows the end of the JSON"]),
      ("[{\"a\":1,\n\"a\":2}]", .json, ["deck.json:1: `a` stands twice in the object"]),
      ("[{\"a\":1,\"A\":2}]", .json, ["deck.json: the columns `a` and `A` have the same name; rename one"]),
      (
        "[{\"a\":{\"b\":1}}]", .json,
        [
          "deck.json:1: `a` is `{\"b\":1}`; objects must be flat: texts, numbers, true, false, null"
        ]
      ),
      ("[{\"a\":1},\n7]", .json, ["deck.json:2: an object expected, not `7`"]),
      ("[{\"prefix\":4.4e1}]", .json, ["deck.json:1: `prefix` is the number `4.4e1`, not a text"]),
      ("[{\"prefix\":true}]", .json, ["deck.json:1: `prefix` is true, not a text"]),
      (
        "[{\"a\":1e999}]", .json,
        ["deck.json:1: column `a`: `1e999` has more digits than are kept exactly (38)"]
      ),
      (
        "{\"count\":20000,\"items\":[{\"a\":1}]}", .json,
        ["deck.json:1:2: it holds 1 of 20000 records: one page of a list, not the whole"]
      ),
      (
        "{\"a\":1}\n{\"a\":}\n{\"a\":2} {\"a\":3}\n", .ndjson,
        [
          "`deck.ndjson` can't be loaded: 2 things are wrong in it", "deck.ndjson:2:6: a value expected",
          "deck.ndjson:3:9: something follows the end of the JSON",
        ]
      ),
    ]
    for (text, format, lines) in cases { #expect(try refusal(text, format) == lines, "\(text)") }
    let names = (0...1000).map { "{\"n\($0)\":1}" }.joined(separator: ",\n")
    #expect(
      try refusal("[\(names)]", .json)
        == ["deck.json:1001:10: more than 1000 different names; objects should be alike"])
    let deep = "[{\"a\":" + String(repeating: "[", count: 100_000)
    #expect(try refusal(deep, .json).first?.contains("it nests too deep") == true)
  }
}
