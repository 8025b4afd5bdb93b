import OtherServer
import PBXClient
import RateQL
import Testing

/// What a session finds out about servers by trying them.
@Suite("Probes")
struct ProbeTests {
  private func verdicts(_ quirks: Set<Quirk> = []) async throws -> Set<String> {
    try await QuirkyServer.session(quirks) { session, _ in
      let verdicts = try await session.probe(ServerTrait.all)
      return Set(verdicts.filter { !$0.value }.keys.map(\.text))
    }
  }

  /// What no server is relied on for: how words are sorted, and texts that are no digits are compared.
  private static let never: Set<String> = Set(
    ["id", "type", "description"].flatMap { field in
      ["orderby \(field)", "orderby \(field) desc"] + ["lt", "le", "gt", "ge"].map { "\(field) \($0)" }
    }
      // No surcharge is so high that it would show.
      + ["lt", "le", "gt", "ge"].map { "postcall_surcharge \($0)" }
      + ["orderby postcall_surcharge", "orderby postcall_surcharge desc"])

  @Test("a server that keeps to the contract is relied on")
  func plain() async throws {
    let refuted = try await verdicts()
    #expect(refuted.subtracting(ProbeTests.never).sorted() == [])
  }

  @Test(
    "one that does not is not relied on for just that",
    arguments: [
      (Quirk.filterAsText, "price_n lt"), (.filterReadsFirstOnly, "and"), (.filterIgnored, "prefix eq"),
      (.orRefused, "or"), (.orderIgnored, "orderby price_n"), (.orderAsText, "orderby price_n"),
      (.orderByFirstOnly, "orderby two fields"), (.orderAscendingOnly, "orderby price_n desc"),
    ])
  func quirks(_ quirk: Quirk, _ trait: String) async throws {
    #expect(try await verdicts([quirk]).contains(trait))
  }

  @Test("questions that come at the same time are each tried for what they need")
  func together() async throws {
    let requests = RateField.listed.filter { $0.type == .int }.map { field in
      ScanRequest(predicate: .compare(field, .lessOrEqual, .int(60)))
    }
    try await QuirkyServer.session([]) { session, _ in
      let kept = try await withThrowingTaskGroup(of: (Int, ScanRequest).self) { group in
        for (place, request) in requests.enumerated() {
          group.addTask { (place, try await session.confirm(request)) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for (place, request) in requests.enumerated() { #expect(kept[place] == request) }
    }
  }

  @Test("each trait has one name")
  func names() {
    #expect(Set(ServerTrait.all.map(\.text)).count == ServerTrait.all.count)
    for trait in ServerTrait.all { #expect(ServerTrait(trait.text) == trait) }
  }
}
