import Foundation
import RateQL
import Synchronization
import TestSupport
import Testing

@testable import PBXClient

/// Random statuses, headers and bodies: what comes back is right, or it is a clear error.
///
/// RATEQL_FUZZ_SEED says where to begin, RATEQL_FUZZ_ANSWERS how many answers there are to be.
@Suite("A fuzzed server", .timeLimit(.minutes(10)))
struct FuzzedServerTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let answers = environment["RATEQL_FUZZ_ANSWERS"].flatMap(Int.init) ?? 10_000
  private static let seed = environment["RATEQL_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  private struct Tally {
    var right = 0
    var errors: [String: Int] = [:]
  }

  @Test("never makes it crash, hang or take a wrong row, and each error is clear")
  func answersAreRightOrErrors() async throws {
    var tally = Tally()
    var seed = FuzzedServerTests.seed
    var answers = 0
    while answers < FuzzedServerTests.answers {
      // Each session forgets what the one before it has learned.
      answers += try await FuzzedServer.run(seed: seed) { server in
        var configuration = PBXConfiguration(
          address: try PBXAddress(server.address), credentials: .token(Secret("hunter22")))
        configuration.connections = seed.isMultiple(of: 2) ? 1 : 4
        configuration.readTimeout = .milliseconds(300)
        configuration.clock = LeapingClock().clock
        configuration.probes = seed.isMultiple(of: 3)
        let session = try PBXSession(configuration)
        var random = SeededRandom(seed: seed)
        for number in 0..<40 { try await ask(session, &random, "seed \(seed), question \(number)", &tally) }
        await session.shutdown()
        return server.answers
      }
      seed += 1
    }
    print("fuzzed server: \(answers) answers, \(tally.right) questions answered, errors: \(tally.errors)")
    #expect(tally.right > 100)
    #expect(tally.errors.values.reduce(0, +) > 100)
  }

  private func ask(
    _ session: PBXSession, _ random: inout SeededRandom, _ place: String, _ tally: inout Tally
  ) async throws {
    do {
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: try await readAll(session, ScanRequest(), 0..<FuzzedServer.count, place)
      case 2: try await readAll(session, ScanRequest(skip: 150, limit: 20), 150..<170, place)
      case 3, 4:
        let number = Int.random(in: 0..<FuzzedServer.count, using: &random)
        // A server that says 404 has said that it is gone.
        guard let rate = try await session.rate(id: "r\(number)") else { return }
        #expect(rate == (try FuzzedServerTests.truth(number, fee: true)), "\(place)")
      case 5: #expect(try await session.billing().enabled, "\(place)")
      case 6:
        let id = try await session.create(try FuzzedServerTests.truth(7, fee: true))
        #expect(["new", "r7"].contains(id), "\(place): \(id)")
      default: try await session.delete(id: "r3")
      }
      tally.right += 1
    } catch let error as StoreError {
      let text = "\(error)"
      #expect(!text.isEmpty && text.count < 1_000, "\(place): \(text)")
      #expect(
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(place): \(text)")
      #expect(!text.contains("hunter22"), "\(place): \(text)")
      tally.errors[String("\(Mirror(reflecting: error).children.first?.label ?? "?")"), default: 0] += 1
    }
  }

  private func readAll(
    _ session: PBXSession, _ request: ScanRequest, _ expected: Range<Int>, _ place: String
  ) async throws {
    var rows: [RateRecord] = []
    try await session.scan(request) { batch in
      rows += (0..<batch.count).map(batch.record)
      return .more
    }
    let truth = try expected.map { try FuzzedServerTests.truth($0, fee: false) }
    #expect(rows.count == truth.count, "\(place)")
    if let (row, wanted) = zip(rows, truth).first(where: { $0 != $1 }) {
      Issue.record("\(place): \(row) instead of \(wanted)")
    }
  }

  private static func truth(_ number: Int, fee: Bool) throws -> RateRecord {
    let text = FuzzedServer.item(number)
    var record = try Array(text.utf8).withUnsafeBytes { try RateRecord.decode($0).record }
    if fee { record[.connectFee] = ExactDecimal("0.5").map { .number($0) } }
    return record
  }
}
