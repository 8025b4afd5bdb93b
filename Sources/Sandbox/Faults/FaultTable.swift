package import RateQL

/// The sandbox's table itself, past the API: no token, no fault, no limits but the table's own.
package struct FaultTable: Sendable {
  let table: RateTable

  /// Every rate with all its fields, in order of creation.
  package func records() async throws -> [RateRecord] { try await table.records() }

  /// Nil where there is none of that id.
  package func record(id: String) async throws -> RateRecord? { try await table.record(id: id) }

  /// Changes a rate in one step.
  ///
  /// - Throws: ``SandboxError`` where there is no such rate, its new prefix is taken, or a field is not one
  ///   that the table can keep.
  package func set(id: String, _ change: @Sendable (inout RateRecord) -> Void) async throws {
    try await table.change(id: id, change)
  }

  /// - Throws: ``SandboxError`` where there is no such rate.
  package func delete(id: String) async throws {
    try await FaultTable.told { try await table.delete(id: id) }
  }

  /// Adds a rate; its `id` is not looked at.
  ///
  /// - Returns: the id it was given.
  /// - Throws: ``SandboxError`` where its prefix is taken or a field is missing.
  @discardableResult
  package func create(_ record: RateRecord) async throws -> String {
    let fields = try RateFields(record: record)
    return try await FaultTable.told { try await table.create(fields) }
  }

  package func billing() async throws -> BillingSettings { try await table.billing() }

  package func setBilling(_ settings: BillingSettings) async throws { try await table.setBilling(settings) }

  /// Refusals of the API in the words of ``SandboxError``: what calls here sees no answers of HTTP.
  private static func told<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as APIError {
      throw SandboxError.table(error.entries.map(\.message).joined(separator: "; "))
    }
  }
}

extension RateTable {
  fileprivate func change(id: String, _ change: @Sendable (inout RateRecord) -> Void) throws {
    guard var record = try record(id: id) else {
      throw SandboxError.table("there is no call rate with the id '\(id)'")
    }
    change(&record)
    do {
      try update(id: id, with: try RateFields(record: record))
    } catch let error as APIError {
      throw SandboxError.table(error.entries.map(\.message).joined(separator: "; "))
    }
  }
}
