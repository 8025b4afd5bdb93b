import BulkEdit
import FoundationEssentials
import RateQL
import TestSupport
import Testing

@Suite("Plan files")
struct PlanFileTests {
  private let small = PlanSamples.small

  @Test("a whole file: the head, the statements once, a change on each line, the digest last")
  func whole() throws {
    let text = PlanSamples.text(try small.encoded())
    #expect(small.digest.hasPrefix("sha256:"))
    #expect(small.digest.utf8.count == 7 + 64)
    #expect(
      text == #"""
        {
          "format": "rateql-plan",
          "version": 2,
          "tool": "0.4.0",
          "made": "2026-03-01T12:00:00Z",
          "target": {"server": "https://pbx.example.com:443/", "tenant": "acme", "label": "pbx.example.com"},
          "script": "raise.rql",
          "note": "spring raise",
          "undoes": {"run": 12, "started": 1772366399001},
          "parameters": {"markup":"5%","zone":"44"},
          "asserts": 2,
          "rails": {"allow_zero_price":false,"max_changes":5000,"max_deletes":100,"max_price_change":"0.5"},
          "unchanged": 4,
          "rounding": ["half_even"],
          "statements": [
            {"source": "raise.rql", "line": 3, "statement": "target | set price_n += 5%"},
            {"source": "raise.rql", "line": 9, "statement": "rates | where prefix = \"999\"\n  | delete"}
          ],
          "changes": [
            {"change": "update", "id": "b01", "before": {"id":"b01","prefix":"44","type":"INTERNATIONAL","free_seconds":0,"grace_period":0,"interval_1":60,"interval_n":60,"connect_fee":null,"postcall_surcharge":"0","price_1":"0.012","price_n":"0.012","description":"United Kingdom"}, "after": {"id":"b01","prefix":"44","type":"INTERNATIONAL","free_seconds":0,"grace_period":0,"interval_1":60,"interval_n":60,"connect_fee":null,"postcall_surcharge":"0","price_1":"0.012","price_n":"0.0126","description":"United Kingdom"}, "rounded": ["price_n"], "from": [0]},
            {"change": "create", "id": null, "before": null, "after": {"id":"(new 1)","prefix":"45","type":"INTERNATIONAL","free_seconds":0,"grace_period":0,"interval_1":60,"interval_n":60,"connect_fee":"0.02","postcall_surcharge":"0","price_1":"0.01","price_n":"0.01","description":"Denmark"}, "rounded": [], "from": [1,0], "former_id": "d07"},
            {"change": "delete", "id": "e01", "before": {"id":"e01","prefix":"999","type":"LOCAL","free_seconds":0,"grace_period":0,"interval_1":60,"interval_n":60,"postcall_surcharge":"0","price_1":"0","price_n":"0","description":null}, "after": null, "rounded": [], "from": [1]}
          ],
          "billing": {"before": {"account":"TENANT","enabled":false,"type":"OFFLINE"}, "after": {"account":"USER","enabled":true,"type":"OFFLINE"}, "from": [0]},
          "digest": "\#(small.digest)"
        }

        """#)
    #expect(try PlanFile.decode(PlanSamples.bytes(text), name: "p").isSame(as: small))
  }

  @Test("the digest holds from one program to the next")
  func steadyDigest() {
    #expect(
      small.digest == "sha256:284e2a7b19250b703ac7c9c402409ee92f3db9a876e674fdbf7619cf9493d857")
  }

  @Test("an empty plan")
  func empty() throws {
    let plan = PlanFile(
      target: RunTarget(server: "http://a/", tenant: nil, label: "a"),
      made: Date(timeIntervalSince1970: 0.75), tool: "1", script: "-e", changes: [])
    let bytes = try plan.encoded()
    #expect(
      PlanSamples.text(bytes).hasSuffix(
        """
          "target": {"server": "http://a/", "tenant": null, "label": "a"},
          "script": "-e",
          "note": null,
          "undoes": null,
          "parameters": {},
          "asserts": 0,
          "rails": null,
          "unchanged": 0,
          "rounding": [],
          "statements": [],
          "changes": [],
          "billing": null,
          "digest": "\(plan.digest)"
        }

        """))
    let back = try PlanFile.decode(bytes, name: "p")
    #expect(back.isSame(as: plan))
    #expect(back.made == Date(timeIntervalSince1970: 0))
  }

  @Test("any plan comes back as it was, whatever its texts and numbers", arguments: 0..<60 as Range<UInt64>)
  func roundTrip(_ seed: UInt64) throws {
    var plans = RandomPlans(seed: seed)
    let plan = plans.plan(changes: Int(seed) % 20)
    let bytes = try plan.encoded()
    let back = try PlanFile.decode(bytes, name: "p")
    #expect(back.isSame(as: plan), "seed \(seed)")
    #expect(try back.encoded() == bytes, "seed \(seed)")
    // `==` of texts lets two spellings of one letter be the same; bytes don't.
    for (a, b) in zip(plan.changes, back.changes) {
      #expect(a.id.map { Array($0.utf8) } == b.id.map { Array($0.utf8) }, "seed \(seed)")
    }
  }

  @Test("the plan of a script comes back with its order, its counts and its waves")
  func scripted() async throws {
    let session = Session(store: SampleRates.store())
    let text = """
      rounding = half_even
      rates | where prefix = "999" | delete
      rates | where prefix startswith "44" | set price_n += 0.33333%
      create prefix = "999", type = LOCAL, price_1 = 1, price_n = 1, interval_1 = 1, interval_n = 1,
        free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%
      create prefix = "45", type = LOCAL, price_1 = 1, price_n = 1, interval_1 = 1, interval_n = 1,
        free_seconds = 0, grace_period = 0, connect_fee = 0, postcall_surcharge = 0%
      rates | where prefix = "1" | set price_n = 0.01
      billing set account = USER
      """
    let plan = try await session.run(
      session.check(session.parse(Source(name: "test", text: text))), sink: SilentSink())
    let file = PlanFile(
      plan, target: RunTarget(server: "s", tenant: nil, label: "s"), made: Date(timeIntervalSince1970: 9),
      tool: "1", script: "test")
    let back = try PlanFile.decode(file.encoded(), name: "p").plan()
    #expect(back.changes == plan.changes)
    #expect(back.changes.count == 6)
    #expect(back.billing == plan.billing)
    #expect(back.unchangedCount == 1)
    #expect(back.unchangedCount == plan.unchangedCount)
    #expect(back.roundedCount == plan.roundedCount)
    #expect(back.roundedCount > 0)
    #expect(back.roundingRules == [.halfEven])
    #expect(try back.waves() == plan.waves())
    #expect(back.faults() == plan.faults())
  }
}
