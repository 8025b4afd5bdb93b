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

  @Test("each trait has one name")
  func names() {
    #expect(Set(ServerTrait.all.map(\.text)).count == ServerTrait.all.count)
    for trait in ServerTrait.all { #expect(ServerTrait(trait.text) == trait) }
  }
}
