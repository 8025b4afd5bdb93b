import ExactJSON
import RateQL
import Testing

@testable import PBXClient

@Suite struct RatePageTests {
  static func decode(_ text: String) throws -> RatePage {
    try Array(text.utf8).withUnsafeBytes { try RatePage.decode($0) }
  }

  static func fault(_ text: String) -> String? {
    do {
      _ = try decode(text)
      return nil
    } catch let fault as JSONFault {
      return fault.text
    } catch {
      return "\(error)"
    }
  }

  @Test func readsEveryField() throws {
    let page = try RatePageTests.decode(
      """
      {"count": 7, "items": [{"id":"a/b ?","prefix":"44","type":"MOBILE","free_seconds":1,"grace_period":2,
      "interval_1":60,"interval_n":30,"postcall_surcharge":0.01,"price_1":0.12345,"price_n":1e-05,
      "description":"caf\\u00e9 \\"x\\""}]}
      """)
    #expect(page.count == 7)
    #expect(page.rounded == 0)
    let record = page.batch.record(0)
    #expect(record.id == "a/b ?")
    #expect(record[.type] == .symbol("MOBILE"))
    #expect(record[.freeSeconds] == .int(1))
    #expect(record[.postcallSurcharge] == .percent(ExactDecimal(significand: 1, scale: 2)))
    #expect(record[.price1] == .number(ExactDecimal(significand: 12345, scale: 5)))
    #expect(record[.priceN] == .number(ExactDecimal(significand: 1, scale: 5)))
    #expect(record[.description] == .text("café \"x\""))
    #expect(record[.connectFee] == nil)
  }

  @Test func toleratesWhatServersDoDifferently() throws {
    let page = try RatePageTests.decode(
      """
      {"next":{"deep":[1,{"a":null}]},"items":[
      {"id":17,"prefix":44,"type":"SATELLITE","price_1":"0.10","price_n":0.1000000001,"free_seconds":"60",
       "grace_period":60.000,"interval_1":null,"interval_n":"","flag":true,"tags":["x"],"connect_fee":1},
      {"price_n":2,"id":"second"},
      {"id":"third","type":null,"prefix":"4\\u0034","description":""}]}
      """)
    #expect(page.count == nil)
    #expect(page.rounded == 1)
    #expect(page.batch.count == 3)
    let first = page.batch.record(0)
    #expect(first.id == "17")
    #expect(first.prefix == "44")
    #expect(first[.type] == .symbol("SATELLITE"))
    #expect(first[.price1] == .number(ExactDecimal(significand: 1, scale: 1)))
    #expect(first[.priceN] == .number(ExactDecimal(significand: 1, scale: 1)))
    #expect(first[.freeSeconds] == .int(60))
    #expect(first[.gracePeriod] == .int(60))
    #expect(first[.interval1] == .null)
    #expect(first[.intervalN] == .null)
    #expect(first[.description] == .null)
    #expect(page.batch.record(1)[.priceN] == .int(2))
    #expect(page.batch.record(1)[.type] == .null)
    #expect(page.batch.record(2).prefix == "44")
    #expect(page.batch.record(2)[.description] == .text(""))
  }

  @Test func readsAnEmptyList() throws {
    #expect(try RatePageTests.decode(#"{"count":0,"items":[]}"#).batch.count == 0)
    #expect(try RatePageTests.decode(#"{"count":0,"items":null}"#).batch.count == 0)
    #expect(try RatePageTests.decode(#"{"count":-1,"items":[]}"#).count == nil)
    #expect(try RatePageTests.decode(#"{"count":"12","items":[]}"#).count == 12)
  }

  @Test(
    arguments: [
      (#"{"items":[{"id":"r9","price_n":99999999999999999999}]}"#, ["r9", "price_n", "64 bits"]),
      (#"{"items":[{"price_n":"1e20","id":"r9"}]}"#, ["r9", "price_n", "64 bits"]),
      (#"{"items":[{"id":"r9","interval_1":60.5}]}"#, ["r9", "interval_1", "60.5"]),
      (#"{"items":[{"id":"r9","price_1":"cheap"}]}"#, ["r9", "price_1", "not a number"]),
      (#"{"items":[{"id":"r9","price_1":[1]}]}"#, ["r9", "price_1", "not a number"]),
      (#"{"items":[{"id":"r9","prefix":{}}]}"#, ["r9", "prefix", "not a text"]),
      (#"{"items":[{"id":"r9","prefix":1.5}]}"#, ["r9", "prefix", "not a text"]),
      (#"{"items":[{"id":"r9","price_1":1,"price_1":2}]}"#, ["r9", "price_1", "twice"]),
      (#"{"items":[{"id":"a"},{"prefix":"1"}]}"#, ["item 2", "no id"]),
      (#"{"items":[{"id":null}]}"#, ["item 1", "no id"]), (#"{"items":[{"id":""}]}"#, ["no id"]),
      (#"{"items":[1]}"#, ["item 1", "not a rate"]), (#"{"count":1}"#, ["no list of items"]),
      (#"{"items":[],"items":[]}"#, ["two lists"]), ("[]", ["not a list"]), (#"{"items":{}}"#, ["no list"]),
      (#"{"items":[]} x"#, ["broken", "byte 13"]), (#"{"items":[{"id":"a","price_1":01}]}"#, ["broken"]),
      (#"{"items":[{"id":"a","x":"\ud800"}]}"#, ["broken"]), ("", ["broken"]), ("<html>", ["broken"]),
      (#"{"items":[{"id":"a"}"#, ["broken", "too early"]), (#"{"items":[{"id":"a",}]}"#, ["broken"]),
    ] as [(String, [String])])
  func namesWhatIsWrong(_ text: String, _ words: [String]) throws {
    let fault = try #require(RatePageTests.fault(text))
    for word in words { #expect(fault.contains(word), "\(fault)") }
  }

  @Test func whiteSpaceMayDifferFromItemToItem() throws {
    let page = try RatePageTests.decode(
      #"{"items":[{"id":"a","price_1":1,"x":0},{"id": "b" , "price_1":  2,"x": 0 } ,{ "id":"c","price_1":"#
        + "\n3,\"x\":\t[ ]}]}")
    #expect((0..<3).map { page.batch.value(.id, $0) } == [.text("a"), .text("b"), .text("c")])
    #expect((0..<3).map { page.batch.value(.price1, $0) } == [.int(1), .int(2), .int(3)])
  }

  @Test func keepsRowsApartWhereKeysChangeTheirOrder() throws {
    let page = try RatePageTests.decode(
      #"{"items":[{"id":"a","price_1":1,"price_n":2},{"price_1":3,"id":"b","price_n":4},"#
        + #"{"id":"c","price_n":6,"price_1":5},{"id":"d","price_1":7,"extra":0,"price_n":8}]}"#)
    let prices = (0..<4).map { page.batch.value(.price1, $0) }
    #expect(prices == [.int(1), .int(3), .int(5), .int(7)])
    #expect((0..<4).map { page.batch.value(.priceN, $0) } == [.int(2), .int(4), .int(6), .int(8)])
  }
}
