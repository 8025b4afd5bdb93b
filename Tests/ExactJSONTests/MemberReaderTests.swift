import Testing

@testable import ExactJSON

@Suite("Members of documents whose form is known")
struct MemberReaderTests {
  private static let names: MemberNames = ["name", "count", "is_new"]

  private struct Item: Hashable {
    var name: String? = ""
    var count = 0
    var isNew = false
  }

  private static func item(_ reader: inout MemberReader) throws(MemberFault) -> Item {
    var item = Item()
    try reader.object(names, optional: 2..<3) { reader, place throws(MemberFault) in
      switch place {
      case 0: item.name = try reader.optional { reader throws(MemberFault) in try reader.string() }
      case 1: item.count = try reader.integer()
      default: item.isNew = try reader.bool()
      }
    }
    return item
  }

  private func items(_ json: String) throws -> [Item] {
    try Array(json.utf8).withUnsafeBytes { bytes in
      var reader = MemberReader(bytes)
      let items = try reader.array { reader throws(MemberFault) in try MemberReaderTests.item(&reader) }
      try reader.end()
      return items
    }
  }

  private func fault(_ json: String) -> String {
    do {
      return "read: \(try items(json))"
    } catch {
      return "\(error)"
    }
  }

  @Test("in any order, with escapes and white space anywhere")
  func reads() throws {
    #expect(
      try items(#" [ {"count":-5,"name":"a\nb"} , {"n\u0061me" : null, "is_new": true, "count" : 0}] "#)
        == [Item(name: "a\nb", count: -5), Item(name: nil, isNew: true)])
    #expect(try items("[]") == [])
  }

  @Test(
    "what is wrong has a place",
    arguments: [
      (#"[{"name":"a"}]"#, "[0].count is missing"),
      (#"[{"name":"a","count":1},{"name":"a","name":"b","count":1}]"#, "[1].name is there twice"),
      (#"[{"name":"a","count":1,"price":1}]"#, "[0].price is not known"),
      (#"[{"name":5,"count":1}]"#, "[0].name has another form"),
      (#"[{"name":"a","count":1.0}]"#, "[0].count has another form"),
      (#"[{"name":"a","count":1e2}]"#, "[0].count has another form"),
      (#"[{"name":"a","count":99999999999999999999}]"#, "[0].count has another form"),
      (#"[{"name":"a","count":null}]"#, "[0].count has another form"),
      (#"[{"name":"a","count":1,"is_new":1}]"#, "[0].is_new has another form"),
      ("[5]", "[0] has another form"),
      ("{}", "the document has another form"),
      (#"[{"name":"a","count":1}"#, "its JSON is broken at byte 23: it ends too early"),
      (#"[{"name":"a","count":1}] x"#, "its JSON is broken at byte 25: more text after the end"),
    ])
  func faults(_ json: String, _ expected: String) { #expect(fault(json) == expected) }

  @Test("a few members of a long document")
  func someMembers() throws {
    func members(_ json: String) throws -> JSONValue {
      try Array(json.utf8).withUnsafeBytes { try JSONValue.members(of: $0, named: ["a", "b"]) }
    }
    #expect(
      try members(#"{"x":[1,{"a":2}],"a":"1","b":[2],"a":3}"#)
        == .object(["a": .string("1"), "b": .array([.number("2")])]))
    #expect(try members("[1]") == .null)
    #expect(throws: JSONFault.self) { try members(#"{"a":1,"x":[}"#) }
    // What stands behind them is not looked at.
    #expect(try members(#"{"b":1,"a":2,"x":[}"#) == .object(["a": .number("2"), "b": .number("1")]))
    #expect(throws: JSONFault.self) { try members("{} {}") }
  }
}
