import Foundation
import RateQL
import Sandbox
import TestSupport

/// A sandbox with the sample table over HTTP, and command lines on it that share one journal.
struct EditBench: Sendable {
  let table: FaultTable
  let folder = TemporaryFolder()
  private let environment: [String: String]

  private init(_ server: SandboxServer, _ address: SandboxAddress) {
    table = server.table
    environment = CommandLineSetup.environment(address, state: folder.path)
  }

  static func run(
    faults: (any FaultPlan)? = nil, _ body: (EditBench) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.deck = SampleRates.all
    configuration.faults = faults
    let server = try await SandboxServer(configuration)
    try await server.whileServing { address in try await body(EditBench(server, address)) }
  }

  func run(_ arguments: [String]) async -> CommandResult {
    await CommandLineSetup.run(arguments, environment: environment)
  }

  /// Saves the plan of a program.
  ///
  /// - Returns: the file.
  func plan(_ program: String, _ name: String = "a.plan") async -> (path: String, result: CommandResult) {
    let path = folder.file(name)
    return (path, await run(["-e", program, "--plan-out", path]))
  }

  /// The table by prefix, without ids.
  func rates() async throws -> [String: RateRecord] {
    var rates: [String: RateRecord] = [:]
    for var record in try await table.records() {
      record[.id] = nil
      rates[record.prefix ?? ""] = record
    }
    return rates
  }

  /// Somebody else changes a rate.
  func set(_ field: RateField, of prefix: String, to value: Value) async throws {
    guard let id = try await table.records().first(where: { $0.prefix == prefix })?.id else { return }
    try await table.set(id: id) { $0[field] = value }
  }

  /// The lines of an answer in JSON.
  static func rows(_ result: CommandResult) throws -> [[String: String]] {
    let rows = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? []
    return rows.map { $0.mapValues { value in value is NSNull ? "null" : "\(value)" } }
  }
}
