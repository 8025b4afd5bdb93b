import Foundation
import PBXClient
import Sandbox
import TestSupport
import Testing

@testable import Commands

@Suite("What is known of a server")
struct LearnedTraitsTests {
  @Test("goes from one program to the next: what it can be relied on for, and how many rates it has")
  func kept() async throws {
    let home = TemporaryFolder()
    defer { home.remove() }
    try await CommandLineSetup.withSandbox(rates: 300) { address in
      let environment = CommandLineSetup.environment(address, state: home.path)
      func learned() throws -> KnowledgeKeeper.Kept {
        try #require(LearnedTraits(address.url, environment)).keeper.load()
      }
      func run(_ query: String) async {
        let result = await CommandLineSetup.run(["-e", query], environment: environment)
        #expect(result.status == 0, "\(result.messages)")
      }
      #expect(try learned() == .init())
      await run("rates | where prefix startswith \"4\" | take 1")
      let first = try learned()
      #expect(first.verdicts[.textTest(.prefix, .startsWith)] == true)
      #expect(first.rates == nil)
      await run("rates | summarize count()")
      #expect(try learned() == .init(verdicts: first.verdicts, rates: 300))
      await run("rates | where price_n > 1 | take 1")
      let last = try learned()
      #expect(last.verdicts[.comparison(.priceN, .greater)] == true)
      #expect(last.verdicts.count > first.verdicts.count && last.rates == 300)
      // A program that began before there was a number learns something, and knows none.
      await LearnedTraits(address.url, environment)?.keeper.save(.init(verdicts: first.verdicts))
      #expect(try learned() == last)
    }
  }
}
