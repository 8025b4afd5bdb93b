import Foundation
import OtherServer
import PBXClient
import RateQL
import Synchronization
import Testing

/// "Every query of the corpus answered the same" on a server that differs from the contract.
@Suite("The corpus on servers that differ")
struct QuirkyCorpusTests {
  /// With `RATEQL_QUIRKS=FILE` every case is run on every server, those too that ask what others do, and a line
  /// for each server is added to that file: the cases that differ on it.
  private static let tableFile = ProcessInfo.processInfo.environment["RATEQL_QUIRKS"]
  private static let tableLock = Mutex(())

  /// Servers that have other rates than the rest, by those rates.
  private static let expected = Expectations()

  /// Servers beyond what the processors carry would but make one another late.
  private static let few = FewAtATime(3)

  @Test("has settled cases")
  func cases() async throws {
    let settled = try await QuirkyCorpusTests.expected.of(WitnessRates.all)
    #expect(settled.cases.filter { !$0.isRepeated }.count > 110)
    #expect(settled.cases.count > 190 && settled.unsettled.count < 20, "\(settled.unsettled)")
    #expect(settled.cases.contains { $0.isOrdered } && settled.cases.contains { !$0.isOrdered })
  }

  @Test("answers are the same", .timeLimit(.minutes(5)), arguments: QuirkyServer.all)
  func answers(on server: QuirkyServer) async throws {
    let (differences, count) = try await QuirkyCorpusTests.few.run {
      try await QuirkyCorpusTests.differences(
        server.quirks, isWhole: server == .plain || QuirkyCorpusTests.tableFile != nil)
    }
    let names = differences.map(\.testCase).joined(separator: ", ")
    let line = "\(server): \(differences.count) of \(count) cases differ\(names.isEmpty ? "" : ": \(names)")"
    try QuirkyCorpusTests.write(line, differences)
    func judge() {
      guard let first = differences.first else { return }
      Issue.record("\(line); \(first.testCase) gives \(first.text)")
    }
    if KnownDifferences.include(server) { withKnownIssue { judge() } } else { judge() }
  }

  @Test("a redirect to another host is not followed")
  func elsewhere() async throws {
    try await QuirkyServer.session([.redirectsElsewhere]) { session, server in
      let error = await #expect(throws: StoreError.self) { _ = try await session.rate(id: "a01") }
      #expect(error.map { "\($0)".contains("307") } == true, "\(String(describing: error))")
      #expect(!server.seen.isEmpty && server.seen.allSatisfy { $0.host == "127.0.0.1:\(server.port)" })
    }
  }

  private struct Difference: Sendable {
    var testCase: String
    var text: String
  }

  /// Runs every case over one session, one after the other, as a long REPL session would.
  private static func differences(
    _ quirks: Set<Quirk>, isWhole: Bool
  ) async throws -> (differences: [Difference], count: Int) {
    try await QuirkyServer.session(quirks) { session, server in
      let settled = try await expected.of(server.shownRates)
      let cases = settled.cases.filter { isWhole || !$0.isRepeated }
      var differences: [Difference] = []
      for expected in cases {
        server.reset(to: WitnessRates.all)
        let answer = try await CaseAnswer(expected.testCase, expected.program, on: session)
        guard !expected.isMet(by: answer) else { continue }
        let text = answer.difference(from: expected.answer)
        differences.append(Difference(testCase: expected.testCase.description, text: text))
      }
      return (differences, cases.count)
    }
  }

  private static func write(_ line: String, _ differences: [Difference]) throws {
    guard let tableFile else { return }
    let text = ([line] + differences.map { "    \($0.testCase): \($0.text)" }).joined(separator: "\n") + "\n"
    try tableLock.withLock { _ in
      if !FileManager.default.fileExists(atPath: tableFile) {
        try Data().write(to: URL(fileURLWithPath: tableFile))
      }
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: tableFile))
      defer { try? file.close() }
      try file.seekToEnd()
      try file.write(contentsOf: Data(text.utf8))
    }
  }
}

/// The settled cases for each table, worked out once.
private actor Expectations {
  private var tasks: [[RateRecord]: Task<SettledCases, any Error>] = [:]

  func of(_ rates: [RateRecord]) async throws -> SettledCases {
    let task = tasks[rates] ?? Task { try await SettledCases(rates) }
    tasks[rates] = task
    return try await task.value
  }
}

/// Lets so many bodies run at a time.
private actor FewAtATime {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ places: Int) { free = places }

  func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    defer { if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() } }
    return try await body()
  }
}
