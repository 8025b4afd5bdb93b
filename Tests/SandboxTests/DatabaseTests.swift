import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct DatabaseTests {
  /// A folder of its own, removed at the end.
  static func inFolder(_ body: (String) async throws -> Void) async throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    try await body(folder.path)
  }

  @Test func anExistingFileKeepsItsRatesAndIds() async throws {
    try await DatabaseTests.inFolder { folder in
      let path = folder + "/pbx.sqlite"
      let table = try RateTable(path: path, seed: 5)
      try await table.insertAll(RateGenerator(seed: 5).rates(count: 20))
      let before = try await table.page(ListRequest()).bytes
      try await table.delete(id: RateIDs.id(row: 20, seed: 5))

      let again = try RateTable(path: path, seed: 99)
      #expect(try await again.count() == 19)
      var rate = RateFields()
      for field in RateGenerator(seed: 6).rates(count: 1) { rate = field }
      rate[.prefix] = .text("99999")
      // The id of the deleted row does not come again, and the seed is still the first one.
      #expect(try await again.create(rate) == RateIDs.id(row: 21, seed: 5))
      #expect(try await again.page(ListRequest()).bytes != before)
      // The other connection notices, and gives ids that are still free.
      rate[.prefix] = .text("99998")
      #expect(try await table.create(rate) == RateIDs.id(row: 22, seed: 5))
      #expect(try await table.count() == 21)
    }
  }

  @Test func aNewFileIsForItsOwnerOnly() async throws {
    try await DatabaseTests.inFolder { folder in
      let path = folder + "/pbx.sqlite"
      let table = try RateTable(path: path, seed: 1)
      #expect(try await table.count() == 0)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
      }
    }
  }

  @Test func ratesAreMadeUpOnlyWhereThereAreNone() async throws {
    try await DatabaseTests.inFolder { folder in
      var configuration = SandboxConfiguration()
      configuration.database = folder + "/pbx.sqlite"
      configuration.rates = 5
      _ = try await SandboxServer(configuration)
      configuration.rates = 50
      _ = try await SandboxServer(configuration)
      #expect(try await RateTable(path: configuration.database, seed: 1).count() == 5)
      configuration.deck = [TestPBX.rate("44", "LOCAL", priceN: "1", nil)]
      await #expect(throws: SandboxError.self) { _ = try await SandboxServer(configuration) }
      #expect(try await RateTable(path: configuration.database, seed: 1).count() == 5)
    }
  }

  @Test func aPathThatCannotBeIsAClearError() throws {
    #expect(throws: SandboxError.self) { try RateTable(path: "/nonexistent/folder/x.sqlite", seed: 1) }
  }

  @Test func deepPagesAgreeWithTheWhole() async throws {
    let table = try RateTable(path: nil, seed: 1)
    try await table.insertAll(RateGenerator(seed: 2).rates(count: 1050))
    for row in [Int64(1), 2, 500, 501, 1050] { try await table.delete(id: RateIDs.id(row: row, seed: 1)) }
    for order in [nil, "price_n desc", "prefix"] {
      for filter in [nil, "startswith(prefix,'4')"] {
        var request = ListRequest()
        (request.order, request.filter) = (order, filter)
        var ids: [String] = []
        repeat {
          request.skip = ids.count
          let page = try JSONReader.value(utf8: try await table.page(request).bytes)
          guard case .array(let items)? = page["items"], !items.isEmpty else { break }
          for case .string(let id)? in items.map({ $0["id"] }) { ids.append(id) }
        } while true
        #expect(Set(ids).count == ids.count)
        if filter == nil { #expect(ids.count == 1045) }
      }
    }
  }
}
