import RateQL
import Testing

@Suite("Called numbers")
struct PhoneNumberTests {
  @Test(
    "are brought to the digits that prefixes start",
    arguments: [
      ("+44 7911 123456", "447911123456"), ("0044 7911-123456", "447911123456"),
      ("+44 (0)7911.123456", "447911123456"), ("447911123456", "447911123456"),
      ("(212) 555-0100", "2125550100"), ("+1/212/5550100", "12125550100"),
      ("+44\u{A0}20\u{2011}7946", "44207946"),
      ("00", nil), ("", nil), ("+", nil), ("anonymous", nil), ("*97", nil), ("+44 79a", nil), ("٤٤", nil),
      ("++44", nil), ("sip:+447911@pbx.example.com", "447911"), ("sips:00447911;user=phone@host", "447911"),
      ("TEL:+44-7911;ext=7", "447911"), ("447911@host", "447911"), ("sip:alice@host", nil), ("sip:", nil),
      ("@host", nil), ("http:4479", nil),
    ] as [(String, String?)])
  func normalized(_ text: String, _ digits: String?) {
    #expect(PhoneNumber.normalized(text) == digits)
  }
}
