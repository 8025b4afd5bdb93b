import Foundation
import RateQL
import Sandbox
import TestSupport

/// One seeded story: an edit that is killed, resumed (perhaps killed again), and undone (perhaps killed too). The
/// server's table is compared after each half.
struct CrashRun {
  let seed: UInt64

  func play(_ tally: inout CrashTally) async throws {
    var random = SeededRandom(seed: seed)
    let folder = TemporaryFolder()
    defer { folder.remove() }

    let kills = KillPlan()
    var configuration = SandboxConfiguration()
    configuration.rates = 40
    configuration.seed = seed
    configuration.faults = kills
    let server = try await SandboxServer(configuration)
    let before = try await server.table.records()
    let billing = try await server.table.billing()
    let script = CrashScript(before, &random)
    let expected = try await script.result(before, billing)
    let watch = try JournalWatch(folder: folder.url.appendingPathComponent("rateql")) {
      kills.journalWritten($0)
    }

    let story = try await server.whileServing { address in
      var story = CrashStory(
        folder: folder.url, address: address, kills: kills, watch: watch, script: script, random: random)
      try await story.apply()
      let applied = try await server.table.records()
      let comparison = TableComparison(
        wanted: expected.records, otherwise: before, meddled: kills.meddledPrefixes, renamed: script.renamed)
      try story.demandNone(comparison.fault(applied), "after resume")
      try await story.demandReported(comparison.left(applied))
      let appliedBilling = try await server.table.billing()
      // It is left alone where a rate was.
      guard appliedBilling == expected.billing || story.sawConflict && appliedBilling == billing else {
        throw story.failure("billing after resume is \(appliedBilling)")
      }

      try await story.undo()
      let back = TableComparison(
        wanted: before, otherwise: expected.records, meddled: kills.meddledPrefixes, renamed: script.renamed)
      try story.demandNone(back.fault(try await server.table.records()), "after undo")
      let undoneBilling = try await server.table.billing()
      guard undoneBilling == billing else { throw story.failure("billing after undo is \(undoneBilling)") }
      return story
    }
    tally.stories += 1
    tally.kills += story.killCount
    tally.resumes += story.resumeCount
    if story.sawConflict { tally.meddled += 1 }
    tally.places.merge(story.places) { $0 + $1 }
  }
}
