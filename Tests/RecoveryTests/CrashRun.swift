import Foundation
import RateQL
import Sandbox
import TestSupport
import Testing

/// One seeded story: an edit that is killed, resumed (perhaps killed again), and undone (perhaps killed too).
struct CrashRun {
  struct Tally: CustomStringConvertible {
    var stories = 0
    var kills = 0
    var resumes = 0
    var undone = 0
    var meddled = 0

    var description: String {
      "\(stories) stories, \(kills) kills, \(resumes) resumes, \(undone) undone, \(meddled) with a rate changed "
        + "by somebody else"
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let seed: UInt64

  func play(_ tally: inout Tally) async throws {
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
    let script = CrashScript.make(before, &random)
    let expected = try await CrashScript.result(of: script, before, billing)

    let story = try await server.whileServing { address in
      var story = Story(
        seed: seed, folder: folder.url, address: address, kills: kills, script: script, random: random)
      try await story.apply()
      let applied = try await server.table.records()
      let appliedBilling = try await server.table.billing()
      try story.compare(applied, with: expected.records, "after resume")
      if !story.sawConflict, appliedBilling != expected.billing {
        throw Failure(description: "billing after resume is \(appliedBilling)\n\(story.log)")
      }
      try await story.undo()
      try story.compare(try await server.table.records(), with: before, "after undo")
      return story
    }
    tally.stories += 1
    tally.kills += story.killCount
    tally.resumes += story.resumeCount
    tally.undone += 1
    if story.sawConflict { tally.meddled += 1 }
  }

  /// What happened so far.
  struct Story {
    let seed: UInt64
    let folder: URL
    let address: SandboxAddress
    let kills: KillPlan
    let script: String
    var random: SeededRandom
    var killCount = 0
    var resumeCount = 0
    var sawConflict: Bool { !kills.meddledPrefixes.isEmpty }
    var log = ""
    /// What the last client wrote.
    var last = ""

    private static let free = [
      "--max-changes", "none", "--max-deletes", "none", "--max-price-change", "none",
    ]

    private mutating func run(_ arguments: [String], _ harm: KillPlan.Harm) async throws -> ClientProcess.End
    {
      let client = try ClientProcess(
        arguments, folder: folder, token: address.token, url: address.url)
      kills.set(client, harm)
      let end = try await client.run()
      if end == .killed { killCount += 1 }
      last = client.text
      log += "$ rateql \(arguments.joined(separator: " "))   # \(harm)\n\(client.text)=> \(end)\n"
      return end
    }

    private mutating func harm() -> KillPlan.Harm {
      var harm = KillPlan.Harm()
      // A plan of about 20 changes makes 40 requests, and a few before.
      harm.killAt = Int.random(in: 1...50, using: &random)
      harm.moment = KillPlan.Moment.allCases.randomElement(using: &random) ?? .beforeHandling
      if Int.random(in: 0..<3, using: &random) == 0 {
        let faults: [Fault] = [
          .resetBefore, .resetAfter, .cutBody, .status(503, retryAfter: 0, code: "BUSY"),
          .status(429, retryAfter: 0, code: "TOO_MANY"), .handledThenStatus(500),
        ]
        harm.faults[Int.random(in: 3...45, using: &random)] = faults.randomElement(using: &random)
      }
      if Int.random(in: 0..<6, using: &random) == 0 {
        harm.meddleAt = Int.random(in: 3...30, using: &random)
        harm.meddleWith = Int.random(in: 0..<40, using: &random)
      }
      return harm
    }

    mutating func apply() async throws {
      let file = folder.appendingPathComponent("script.rql")
      try Data(script.utf8).write(to: file)
      let command = ["run", file.path, "--apply", "--connections", "4", "--allow-zero-price"] + Story.free
      let end = try await run(command, harm())
      if end != .code(0) { try await settle(command, named: "script.rql") }
    }

    mutating func undo() async throws {
      let command = ["undo", "--apply", "--connections", "4", "--allow-zero-price"] + Story.free
      let end = try await run(command, harmWithoutOthers())
      if end != .code(0) { try await settle(command, named: "undo of run") }
    }

    /// Resumes until nothing is left, killed now and then.
    private mutating func settle(_ command: [String], named name: String) async throws {
      for attempt in 0..<10 {
        let calm = attempt >= 2 || Bool.random(using: &random)
        let harm = calm ? KillPlan.Harm() : harmWithoutOthers()
        guard try await isKnown(name) else {
          // It was killed before there was a run: nothing was written, and it is begun again.
          if try await run(command, harm) == .code(0) { return }
          continue
        }
        resumeCount += 1
        let end = try await run(
          [
            "resume", "--apply", "--late-writes", "0", "--connections", "4", "--on-error", "continue",
          ], harm)
        switch end {
        case .code(0): return
        // The run was ended before: nothing is left.
        case .code(2): return
        // What somebody else changed is left alone; what is in doubt goes on.
        case .code(4) where sawConflict && !last.contains("looks at what is left"): return
        case .code, .killed: continue
        }
      }
      throw Failure(description: "resume never ends\n\(script)\n\(log)")
    }

    /// Whether the journal has a run by that name.
    private mutating func isKnown(_ name: String) async throws -> Bool {
      let client = try ClientProcess(
        ["journal", "--format", "csv"], folder: folder, token: address.token, url: address.url)
      guard try await client.run() == .code(0) else {
        throw Failure(description: "the journal can't be read: \(client.text)\n\(log)")
      }
      return client.text.contains(name)
    }

    private mutating func harmWithoutOthers() -> KillPlan.Harm {
      var harm = harm()
      harm.meddleAt = nil
      return harm
    }

    /// The same rates, ids aside, but for those that somebody else had a hand in.
    func compare(_ found: [RateRecord], with wanted: [RateRecord], _ when: String) throws {
      func plain(_ records: [RateRecord]) -> [String: RateRecord] {
        Dictionary(
          records.map { record in
            var record = record
            record[.id] = nil
            return (record.prefix ?? "", record)
          }, uniquingKeysWith: { first, _ in first })
      }
      guard found.count == Set(found.compactMap(\.prefix)).count else {
        throw Failure(description: "a prefix stands twice \(when)\n\(log)")
      }
      let (mine, theirs) = (plain(found), plain(wanted))
      for prefix in Set(mine.keys).union(theirs.keys) where mine[prefix] != theirs[prefix] {
        if sawConflict { continue }
        throw Failure(
          description: "\(prefix) \(when): \(mine[prefix].map { "\($0)" } ?? "none"), not "
            + "\(theirs[prefix].map { "\($0)" } ?? "none")\n\(script)\n\(log)")
      }
    }
  }
}
