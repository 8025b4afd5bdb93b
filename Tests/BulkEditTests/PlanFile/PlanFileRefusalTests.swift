import BulkEdit
import RateQL
import TestSupport
import Testing

@Suite("Plan files that are refused")
struct PlanFileRefusalTests {
  private let small = PlanSamples.small

  private func refusal(_ text: String, name: String = "raise.json") -> String {
    do throws(PlanFileError) {
      _ = try PlanFile.decode(PlanSamples.bytes(text), name: name)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  /// The small plan with a text of it replaced, wherever it stands.
  private func altered(_ old: String, _ new: String) throws -> String {
    let text = PlanSamples.text(try small.encoded())
    try #require(text.contains(old))
    return text.replacing(old, with: new)
  }

  private let anew = "make the plan anew with `--plan-out`"

  @Test("what is no plan", arguments: ["", "hello", "{", "{\"format\": }", "\u{0}"])
  func noJSON(_ text: String) {
    #expect(
      refusal(text)
        == "`raise.json` is no plan file: it is not JSON; give a file that `--plan-out` wrote")
  }

  @Test("JSON of another kind")
  func otherJSON() throws {
    let give = "give a file that `--plan-out` wrote"
    for text in ["[]", "1", "\"x\"", "null", "[{\"change\": \"update\"}]"] {
      #expect(refusal(text) == "`raise.json` is no plan file: it is no JSON object; \(give)", "\(text)")
    }
    for text in ["{}", "{\"format\": 1}", "{\"format\": \"terraform\", \"version\": 1}"] {
      #expect(
        refusal(text)
          == "`raise.json` is no plan file: it has no `\"format\": \"rateql-plan\"`; \(give)", "\(text)")
    }
    #expect(
      refusal(try altered("\"version\": 2", "\"version\": \"2\""))
        == "`raise.json` is no plan file: its `version` is no whole number; \(give)")
  }

  @Test("another version")
  func version() throws {
    #expect(
      refusal(try altered("\"version\": 2", "\"version\": 3")) == "`raise.json` was made by a newer RateQL "
        + "(plan version 3, this one reads 2); apply it with that RateQL, or make the plan anew with this one"
    )
    #expect(
      refusal("{\"format\": \"rateql-plan\", \"version\": 4, \"plans\": []}").contains("by a newer RateQL"))
    #expect(
      refusal(try altered("\"version\": 2", "\"version\": 1"))
        == "`raise.json` has plan version 1, this RateQL reads 2; \(anew)")
  }

  @Test("white space is no change")
  func whiteSpace() throws {
    let text = PlanSamples.text(try small.encoded())
    for spaced in [
      text.replacing("\n", with: ""), text.replacing("\": ", with: "\"  :\r\n\t"), "\n\n \(text)\n",
      text.replacing("{\"", with: "{ \""),
    ] {
      #expect(spaced != text)
      #expect(try PlanFile.decode(PlanSamples.bytes(spaced), name: "p").isSame(as: small))
    }
  }

  @Test(
    "any other change is",
    arguments: [
      ("0.0126", "0.0127"), ("\"id\": \"b01\"", "\"id\": \"b02\""), ("acme", "acne"),
      ("pbx.example.com:", "evil:"),
      ("\"label\": \"pbx", "\"label\": \"PBX"), ("raise.rql", "other.rql"),
      ("\"unchanged\": 4", "\"unchanged\": 5"),
      ("\"asserts\": 2", "\"asserts\": 3"), ("spring", "autumn"),
      ("\"max_deletes\":100", "\"max_deletes\":null"),
      ("12:00:00Z", "12:00:01Z"), ("\"zone\":\"44\"", "\"zone\":\"4\""), ("half_even", "half_up"),
      ("\"line\": 9", "\"line\": 8"), ("\"from\": [1,0]", "\"from\": [0,1]"), ("| delete", "|  delete"),
      ("\"rounded\": [\"price_n\"]", "\"rounded\": []"), ("\"USER\"", "\"TENANT\""), ("Denmark", "Dänemark"),
      ("\"0.4.0\"", "\"0.4.1\""), ("\"connect_fee\":null", "\"connect_fee\":\"0\""),
      ("\"connect_fee\":null,", ""), ("\"note\": \"spring raise\"", "\"note\": null"),
      ("\"run\": 12", "\"run\": 13"), ("66399001", "66399002"), ("d07", "d08"),
      (", \"former_id\": \"d07\"", ""),
    ])
  func alteration(_ old: String, _ new: String) throws {
    #expect(
      refusal(try altered(old, new)) == "`raise.json` was altered after it was made "
        + "(its digest does not fit what it says); \(anew)")
  }

  @Test("a digest that is not there, or another's")
  func digest() throws {
    let missing =
      "`raise.json` was altered after it was made (its digest is missing); \(anew)"
    #expect(refusal(try altered(",\n  \"digest\": \"\(small.digest)\"", "")) == missing)
    #expect(refusal(try altered("\"\(small.digest)\"", "null")) == missing)
    var other = small
    other.note = nil
    let wrong = "`raise.json` was altered after it was made (its digest does not fit what it says); \(anew)"
    #expect(refusal(try altered(small.digest, other.digest)) == wrong)
    #expect(refusal(try altered(small.digest, small.digest.uppercased())) == wrong)
    #expect(refusal(try altered(small.digest, "")) == wrong)
  }

  @Test(
    "what another form says where",
    arguments: [
      ("\"price_n\":\"0.0126\"", "\"price_n\":\"cheap\"", "changes[0].after.price_n: `cheap` is no number"),
      (
        "\"price_n\":\"0.0126\"", "\"price_n\":0.0126",
        "changes[0].after.price_n has another form than a plan's"
      ),
      ("\"price_n\":\"0.0126\"", "\"prize\":\"1\"", "changes[0].after.prize: `prize` is no field of a rate"),
      ("\"asserts\": 2,", "", "asserts is missing"),
      ("\"asserts\": 2,", "\"asserts\": 2, \"vouched\": true,", "vouched: a plan has no such member"),
      ("\"id\": \"b01\"", "\"id\": \"b01\", \"why\": 1", "changes[0].why: a plan has no such member"),
      ("\"id\": \"b01\"", "\"id\": \"b01\", \"id\": \"b02\"", "changes[0].id is there twice"),
      ("\"line\": 9", "\"line\": 9.0", "statements[1].line has another form than a plan's"),
      (
        "\"change\": \"delete\"", "\"change\": \"update\"",
        "changes[2] says `update` and holds a delete"
      ),
      ("\"from\": [1,0]", "\"from\": [1,2]", "changes[1].from: there is no statement 2"),
      ("\"from\": [1,0]", "\"from\": [-1]", "changes[1].from: there is no statement -1"),
      ("half_even", "half_odd", "rounding: `half_odd` is no rule"),
      ("2026-03-01T12", "2026-03-41T12", "made: `2026-03-41T12:00:00Z` is no time"),
      ("[\"price_n\"]", "[\"price\\u0007\"]", "changes[0].rounded: `price\\u{7}` is no field of a rate"),
      ("\"id\": \"b01\"", "\"id\": null", "changes[0] does not say the id of its rate"),
      ("\"id\": \"e01\"", "\"id\": \"b01\"", "changes[2] is the second change of the rate with the id `b01`"),
      (
        "\"change\": \"create\", \"id\": null", "\"change\": \"create\", \"id\": \"x\"",
        "changes[1] creates a rate that has an id, `x`"
      ),
      ("\"unchanged\": 4", "\"unchanged\": -4", "a count is less than 0"),
      ("\"run\": 12", "\"run\": 0", "undoes: there is no run 0"),
      ("\"run\": 12, ", "", "undoes.run is missing"),
      ("\"d07\"", "null", "changes[1].former_id has another form than a plan's"),
      ("\"d07\"", "\"\"", "changes[1].former_id: `` is no id of a rate that comes back"),
    ])
  func form(_ old: String, _ new: String, _ reason: String) throws {
    #expect(refusal(try altered(old, new)) == "`raise.json` cannot be read as a plan: \(reason); \(anew)")
  }

  @Test("changes that make no sense are neither written nor read")
  func sense() throws {
    func problem(_ changes: [Change]) -> String {
      var plan = small
      plan.changes = changes
      do throws(PlanFileError) {
        _ = try plan.encoded()
        return "written"
      } catch {
        return "\(error)"
      }
    }
    let rate = SampleRates.all[0]
    let planned = PlanSamples.changed(rate, [.id: .text("(new 1)")])
    let prefix = "`the plan` cannot be read as a plan: "
    #expect(
      problem([Change(id: "a01", before: nil, after: nil, origins: [])])
        == "\(prefix)changes[0] has no rate, neither before nor after; \(anew)")
    #expect(
      problem([
        Change(id: nil, before: nil, after: planned, origins: []),
        Change(id: nil, before: nil, after: planned, origins: []),
      ]) == "\(prefix)changes[1] is the second to make the rate `(new 1)`; \(anew)")
    #expect(
      problem([Change(id: "", before: rate, after: nil, origins: [])])
        == "\(prefix)changes[0] does not say the id of its rate; \(anew)")
    let wrong = PlanSamples.changed(rate, [.priceN: .list([])])
    #expect(problem([Change(id: "a01", before: rate, after: wrong, origins: [])]).contains("price_n"))
  }

  @Test("a message is one line, whatever the file is called")
  func oneLine() {
    #expect(refusal("x", name: "a\u{1B}[2J\nb").hasPrefix("`a\\u{1b}[2J\\u{a}b` is no plan file"))
  }
}
