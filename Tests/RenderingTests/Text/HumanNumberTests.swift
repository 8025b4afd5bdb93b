import RateQL
import Rendering
import Testing

struct HumanNumberTests {
  @Test("counts have thousands separators")
  func counts() {
    let pairs: [(Int, String)] = [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1284, "1,284"), (1_234_567, "1,234,567"),
      (-1284, "-1,284"), (Int.min, "-9,223,372,036,854,775,808"),
    ]
    for (value, expected) in pairs { #expect(HumanNumber.count(value) == expected) }
    #expect(HumanNumber.count(1, "row") == "1 row")
    #expect(HumanNumber.count(0, "row") == "0 rows")
    #expect(HumanNumber.count(1284, "row") == "1,284 rows")
    #expect(HumanNumber.count(2, "entry", plural: "entries") == "2 entries")
  }

  @Test("times are told as finely as they matter")
  func durations() {
    let pairs: [(Duration, String)] = [
      (.zero, "0 s"), (.microseconds(400), "0 s"), (.milliseconds(4), "0.004 s"),
      (.milliseconds(42), "0.042 s"),
      (.milliseconds(420), "0.42 s"), (.milliseconds(9990), "9.99 s"), (.milliseconds(9996), "10.0 s"),
      (.milliseconds(12_340), "12.3 s"), (.milliseconds(59_949), "59.9 s"),
      (.milliseconds(59_960), "1 min 0 s"),
      (.seconds(125), "2 min 5 s"), (.seconds(3725), "1 h 2 min"), (.seconds(4_000_000), "1,111 h 6 min"),
    ]
    for (value, expected) in pairs { #expect(HumanNumber.duration(value) == expected) }
  }

  @Test(
    "changes are signed percents of two digits at most",
    arguments: [
      ("0.05", "+5%"), ("-0.5", "-50%"), ("0", "0%"), ("0.333333333333333333", "+33.33%"),
      ("12.84", "+1,284%"), ("0.00001", "+<0.01%"), ("-0.00001", "-<0.01%"), ("0.00005", "+0.01%"),
      ("-12345.678", "-1,234,567.8%"),
    ])
  func changes(_ fraction: String, _ expected: String) throws {
    #expect(HumanNumber.change(try #require(ExactDecimal(fraction))) == expected)
  }

  @Test("styles are escape sequences where they are on, and nothing where they are off")
  func styles() {
    #expect(Style.plain(.added, "x") == "x")
    #expect(Style.coloured(nil, "x") == "x")
    #expect(Style.coloured(.added, "") == "")
    #expect(
      Style.Role.allCases.map { Style.coloured($0, "x") }
        == [1, 32, 31, 33, 2].map { "\u{1B}[\($0)mx\u{1B}[0m" })
  }
}
