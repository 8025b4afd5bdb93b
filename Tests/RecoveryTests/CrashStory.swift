import Foundation
import Sandbox
import TestSupport

/// What happens in one run of the loop: commands, kills, and what they leave behind.
struct CrashStory {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let folder: URL
  let address: SandboxAddress
  let kills: KillPlan
  let watch: JournalWatch
  let script: CrashScript
  var random: SeededRandom
  private(set) var killCount = 0
  private(set) var resumeCount = 0
  private(set) var places: [CrashTally.Place: Int] = [:]
  private var log = ""

  init(
    folder: URL, address: SandboxAddress, kills: KillPlan, watch: JournalWatch, script: CrashScript,
    random: SeededRandom
  ) {
    self.folder = folder
    self.address = address
    self.kills = kills
    self.watch = watch
    self.script = script
    self.random = random
  }

  /// Somebody else changed a rate.
  var sawConflict: Bool { !kills.meddledPrefixes.isEmpty }

  private static let writing =
    ["--apply", "--connections", "4", "--allow-zero-price"]
    + ["--max-changes", "none", "--max-deletes", "none", "--max-price-change", "none"]

  mutating func apply() async throws {
    let file = folder.appendingPathComponent("script.rql")
    try Data(script.text.utf8).write(to: file)
    var harm = harm()
    if Int.random(in: 0..<4, using: &random) == 0 {
      harm.meddleAt = Int.random(in: 3...40, using: &random)
      harm.meddleWith = Int.random(in: 0..<40, using: &random)
    }
    try await carryOut(["run", file.path] + CrashStory.writing, harm, named: "script.rql")
  }

  mutating func undo() async throws {
    try await carryOut(["undo"] + CrashStory.writing, harm(), named: "undo of run")
  }

  /// Runs a command and, until its run is done, resumes it, killed now and then.
  private mutating func carryOut(_ command: [String], _ harm: KillPlan.Harm, named name: String) async throws
  {
    kills.beginRun()
    var end = try await run(command, harm, named: name)
    for attempt in 0..<12 {
      let isCalm = attempt >= 2 || Bool.random(using: &random)
      let harm = isCalm ? KillPlan.Harm() : self.harm()
      guard let found = try await latest(name) else {
        // It was ended before there was a run: nothing was written, and it is begun again.
        if end == .code(4), sawConflict { return }
        guard end != .code(0) else { throw failure("it is done, and the journal has no run of it") }
        end = try await run(command, harm, named: name)
        continue
      }
      guard found.state != "done" else { return }
      guard end != .code(0) else { throw failure("it says that run \(found.number) is done") }
      let known = try await entries(found.number)
      resumeCount += 1
      // The last one that did not end is found by itself.
      let number = Bool.random(using: &random) ? ["\(found.number)"] : []
      end = try await run(
        ["resume"] + number
          + ["--apply", "--late-writes", "0", "--connections", "4", "--on-error", "continue"], harm,
        named: name)
      if end == .code(2) { throw failure("run \(found.number) is \(found.state), and can't be resumed") }
      // What somebody else changed is left alone, and with it what waits for it.
      if end == .code(4), isCalm, sawConflict, try await entries(found.number) == known { return }
    }
    throw failure("resume never ends")
  }

  private mutating func run(
    _ arguments: [String], _ harm: KillPlan.Harm, named name: String
  ) async throws -> ClientProcess.End {
    let client = try ClientProcess(arguments, folder: folder, token: address.token, url: address.url)
    watch.reset()
    kills.set(client, harm)
    let end = try await client.run()
    let (sight, writes) = (kills.sight, watch.writes)
    kills.set(nil, KillPlan.Harm())
    log += "$ rateql \(arguments.joined(separator: " "))   # \(harm)\n\(client.text)=> \(end), "
    log += "\(sight.requests) requests, \(writes) writes to the journal\n"
    if end == .killed {
      killCount += 1
      let landed = try await landed(sight, name)
      for place in landed { places[place, default: 0] += 1 }
      log += "   killed \(landed.map(\.rawValue).joined(separator: ", "))\n"
    }
    return end
  }

  private mutating func harm() -> KillPlan.Harm {
    var harm = KillPlan.Harm()
    // A plan of about 20 changes makes 40 requests and a few before, and some 20 to 80 writes to the journal that
    // can be told apart.
    let request = Int.random(in: 1...45, using: &random)
    let write = Int.random(in: 1...40, using: &random)
    let delay = Duration.microseconds(Int.random(in: 0...4_000, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1:
      harm.kill = .atRequest(
        request, KillPlan.Moment.allCases.randomElement(using: &random) ?? .afterHandling)
    case 2: harm.kill = .afterRequest(request, delay)
    case 3: harm.kill = .atJournalWrite(write, .zero)
    default: harm.kill = .atJournalWrite(write, delay)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let faults: [Fault] = [
        .resetBefore, .resetAfter, .cutBody, .status(503, retryAfter: 0, code: "BUSY"),
        .status(429, retryAfter: 0, code: "TOO_MANY"), .handledThenStatus(500),
      ]
      harm.faults[Int.random(in: 3...45, using: &random)] = faults.randomElement(using: &random)
    }
    return harm
  }

  // MARK: What the journal says

  /// Looks at a copy: opening the journal itself would already put it in order, which is for `resume` to do.
  private func journal(_ arguments: [String]) async throws -> String {
    let copy = TemporaryFolder()
    defer { copy.remove() }
    try FileManager.default.copyItem(
      at: folder.appendingPathComponent("rateql"), to: copy.url.appendingPathComponent("rateql"))
    let client = try ClientProcess(
      ["journal"] + arguments + ["--format", "json"], folder: copy.url, token: address.token, url: address.url
    )
    guard try await client.run() == .code(0) else {
      throw failure("the journal can't be read: \(client.text)")
    }
    return client.text
  }

  private func latest(_ name: String) async throws -> JournalListing.Run? {
    try JournalListing.runs(try await journal([])).first { $0.what.contains(name) }
  }

  private func entries(_ run: Int) async throws -> Set<JournalListing.Entry> {
    try JournalListing.entries(try await journal(["show", "\(run)"]))
  }

  /// Where a kill landed: several requests are under way at a time.
  private func landed(_ sight: KillPlan.Sight, _ name: String) async throws -> [CrashTally.Place] {
    guard let run = try await latest(name) else { return [.beforeRun] }
    guard run.state == "unfinished" else { return [.atEnd] }
    let entries = try await entries(run.number)
    let doubtful = Set(entries.filter(\.isInDoubt).compactMap(\.id))
    var places: [CrashTally.Place] = []
    if doubtful.isEmpty { places.append(entries.contains(where: \.isApplied) ? .settled : .beforeIntent) }
    if !doubtful.isSubset(of: sight.everWritten) { places.append(.unsent) }
    if !doubtful.isDisjoint(with: sight.writes.subtracting(sight.doneBeforeKill)) { places.append(.underWay) }
    if !doubtful.isDisjoint(with: sight.doneBeforeKill) { places.append(.unrecorded) }
    return places
  }

  // MARK: What must be

  func demandNone(_ fault: String?, _ when: String) throws {
    if let fault { throw failure("\(when) \(fault)") }
  }

  /// Every change that was left out is told.
  func demandReported(_ prefixes: [String]) async throws {
    guard !prefixes.isEmpty, let run = try await latest("script.rql") else { return }
    let applied = try await entries(run.number).filter(\.isApplied).compactMap(\.prefix)
    for prefix in prefixes where applied.contains(prefix) {
      throw failure("the change of \(prefix) is told as applied, and was not made")
    }
  }

  func failure(_ text: String) -> Failure { Failure(description: "\(text)\n\(script.text)\n\(log)") }
}
