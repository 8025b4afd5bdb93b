import Foundation
import RateQL
import Testing

@testable import Decks

@Suite struct DeckReaderTests {
  @Test func theUsualNamesAreMapped() throws {
    let deck = try DeckReader.read(
      csv: """
        Prefix,Destination,Rate,Connect Fee,Interval 1,Interval N,Country
        44,"Kingdom, United",0.0125,0.05,30,6,UK
        33,,1e-05,0,60,60,
        """)
    #expect(deck.ignoredColumns == ["Country"])
    #expect(deck.records.count == 2)
    let first = deck.records[0]
    #expect(first.prefix == "44")
    #expect(first[.description] == .text("Kingdom, United"))
    #expect(first[.price1] == .number(try #require(ExactDecimal("0.0125"))))
    #expect(first[.priceN] == first[.price1])
    #expect(first[.connectFee] == .number(try #require(ExactDecimal("0.05"))))
    #expect(first[.interval1] == .int(30) && first[.intervalN] == .int(6))
    #expect(first[.type] == .symbol("INTERNATIONAL"))
    #expect(first[.freeSeconds] == .int(0) && first[.gracePeriod] == .int(0))
    #expect(first[.postcallSurcharge] == .percent(.zero))
    #expect(first[.id] == nil)
    #expect(deck.records[1][.description] == .null)
    #expect(deck.records[1][.priceN] == .number(try #require(ExactDecimal("0.00001"))))
  }

  @Test func theAPIsNamesAreTaken() throws {
    let deck = try DeckReader.read(
      csv:
        "\u{FEFF}type;prefix;price_1;price_n;interval_1;postcall_surcharge;free_seconds\r\nmobile;447;2;1;1;0.01;5\r\n"
    )
    let rate = try #require(deck.records.first)
    #expect(rate[.type] == .symbol("MOBILE") && rate[.price1] == .int(2) && rate[.priceN] == .int(1))
    #expect(rate[.interval1] == .int(1) && rate[.intervalN] == .int(60) && rate[.freeSeconds] == .int(5))
    #expect(rate[.postcallSurcharge] == .percent(try #require(ExactDecimal("0.01"))))
  }

  @Test func everyFaultIsToldWithItsLine() throws {
    let text = """
      prefix,description,rate,interval_1,type
      44,ok,0.1,60,LOCAL
      +44,"two
      lines",0.1,60,LOCAL
      45,,"0,1",60,LOCAL

      46,,0.123456,0,LOCAL
      44,,0.1,1.5,BOGUS
      ,,,,LOCAL
      44,again,0.1,60,LOCAL
      47,,-1,60,LOCAL,extra
      48,,-1,60,LOCAL
      """
    let error = try #require(throws: DeckError.self) { try DeckReader.read(csv: text) }
    #expect(
      error.description == """
        deck:3: the prefix '+44' has more in it than digits
        deck:5: rate '0,1' is not a number
        deck:7: interval_1 0 is below 1
        deck:7: rate 0.123456 has 6 digits after the point; the API keeps 5
        deck:8: the type 'BOGUS' is none of LOCAL, NATIONAL, INTERNATIONAL, MOBILE
        deck:8: interval_1 1.5 is not a whole number
        deck:9: the prefix is missing
        deck:9: the rate is missing
        deck:10: the prefix 44 stands on line 2 already
        deck:11: 'extra' stands past the last column
        deck:12: rate -1 is below 0
        """)
  }

  @Test func onlySoManyFaultsAreTold() throws {
    let text = "prefix,rate\n" + (1...100).map { "x\($0),1" }.joined(separator: "\n")
    let error = try #require(throws: DeckError.self) { try DeckReader.read(csv: text) }
    #expect(error.problems.count == Problems.limit && error.untold == 80)
    #expect(error.description.hasSuffix("… and 80 more"))
  }

  @Test(arguments: [
    ("", "no column for the prefix"), ("a,b\n1,2", "no column for the prefix"),
    ("prefix\n44", "no column for price_1"),
    ("prefix,code,rate\n1,2,3", "mean the same"), ("prefix,rate\n44,\"0.1", "never closed"),
    ("prefix,rate\n44,\"0.1\"x\"\"", "its quotes don't fit"),
    ("prefix,price_n\n44,1", "no column for price_1"),
  ])
  func whatIsNoDeckIsRefused(_ text: String, _ reason: String) throws {
    let error = try #require(throws: DeckError.self) { try DeckReader.read(csv: text) }
    #expect(error.description.contains(reason))
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    let error = try #require(throws: DeckError.self) { try DeckReader.read(file: "/nonexistent/deck.csv") }
    #expect(error.description == "/nonexistent/deck.csv: there is no such file, or its folder can't be read")
  }

  /// The folder of large decks to try, where there is one.
  static let decks = ProcessInfo.processInfo.environment["RATEQL_DECKS"]

  @Test(.enabled(if: decks != nil)) func aLargeDeckLoadsWhole() throws {
    let folder = try #require(DeckReaderTests.decks)
    let deck = try DeckReader.read(file: "\(folder)/world-20k.csv")
    #expect(deck.records.count == 20_000 && deck.ignoredColumns.isEmpty)
    #expect(throws: DeckError.self) { try DeckReader.read(file: "\(folder)/website-prices.csv") }
  }
}
