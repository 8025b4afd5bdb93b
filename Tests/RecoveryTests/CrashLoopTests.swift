import Foundation
import RateQL
import Sandbox
import TestSupport
import Testing

/// The client is killed at any moment, and the journal has to know what became of each change: after
/// `resume` the table is what the plan says, after `undo` it is what it was.
///
/// RATEQL_CRASH_RUNS says how often, RATEQL_CRASH_SEED where to begin; `scripts/crash-loop` sets them.
@Suite("Crashes", .serialized)
struct CrashLoopTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let runs = environment["RATEQL_CRASH_RUNS"].flatMap(Int.init) ?? 12
  private static let firstSeed = environment["RATEQL_CRASH_SEED"].flatMap(UInt64.init) ?? 1

  @Test("at any moment leave a journal that resume and undo can rely on")
  func loop() async throws {
    try #require(ClientProcess.path != nil, "the program was not built: swift build --product rateql")
    var tally = CrashTally()
    for number in 0..<CrashLoopTests.runs {
      let seed = CrashLoopTests.firstSeed + UInt64(number)
      do {
        try await CrashRun(seed: seed).play(&tally)
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
      if number % 25 == 24 { print("seed \(seed): \(tally)") }
    }
    print("crashes: \(tally)")
    #expect(tally.kills > 0)
    // So many kills land everywhere, whatever the machine.
    guard CrashLoopTests.runs >= 200 else { return }
    for place in [CrashTally.Place.beforeRun, .unsent, .underWay, .unrecorded] {
      #expect(tally.places[place] ?? 0 > 0, "no kill landed \(place.rawValue)")
    }
  }
}
