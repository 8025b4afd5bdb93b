import ExactJSON
import FoundationEssentials
import RateQL
import Testing

@testable import BulkEdit

@Suite("Values of guard rails")
struct GuardRailsValueTests {
  private func percent(_ text: String) -> String {
    do throws(RailValueError) {
      return try GuardRails.percent(text)?.description ?? "lifted"
    } catch {
      return "\(error)"
    }
  }

  private func count(_ text: String) -> String {
    do throws(RailValueError) {
      return try GuardRails.count(text)?.description ?? "lifted"
    } catch {
      return "\(error)"
    }
  }

  @Test("percents")
  func percents() {
    #expect(percent("50%") == "0.5")
    #expect(percent("0%") == "0")
    #expect(percent("12.5%") == "0.125")
    #expect(percent("1000%") == "10")
    #expect(percent("none") == "lifted")
    #expect(percent("OFF") == "lifted")
    #expect(percent("50") == "`50` is no percent: write it with its sign: 50%")
    let advice = "write a percent with its sign, such as 50%, or `none` for no limit"
    for text in ["", "%", "0.5", "-5%", "+5%", "5 %", "x%", "1e2%", "1.2.3%", "½%", "5%%", "1,000%"] {
      #expect(percent(text) == "`\(text)` is no percent: \(advice)", "\(text)")
    }
  }

  @Test("counts")
  func counts() {
    #expect(count("0") == "0")
    #expect(count("5000") == "5000")
    #expect(count("None") == "lifted")
    #expect(count("off") == "lifted")
    for text in ["", "-1", "+1", "5,000", "1.5", "50%", "99999999999999999999", "٣"] {
      #expect(
        count(text)
          == "`\(text)` is no count: write a whole number, such as 5000, or `none` for no limit", "\(text)")
    }
  }

  @Test("as JSON, a lifted rail is null; one that is left out is an error")
  func coding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for rails in [GuardRails(), .none, GuardRails(maxDeletes: nil, maxPriceChange: ExactDecimal("0.12345"))] {
      #expect(try read(String(decoding: encoder.encode(rails), as: UTF8.self)) == rails)
    }
    #expect(
      String(decoding: try encoder.encode(GuardRails.none), as: UTF8.self)
        == #"{"allow_zero_price":true,"max_changes":null,"max_deletes":null,"max_price_change":null}"#)
    #expect(throws: MemberFault.self) {
      try read(#"{"allow_zero_price":true,"max_changes":null,"max_deletes":null}"#)
    }
  }

  private func read(_ json: String) throws -> GuardRails {
    try Array(json.utf8).withUnsafeBytes { bytes in
      var reader = MemberReader(bytes)
      return try GuardRails(&reader)
    }
  }
}
