import TestSupport
import Testing

@testable import PBXClient

@Suite struct FileNameTests {
  @Test(
    arguments: [
      (nil, "call_rates.csv"), ("", "call_rates.csv"), ("attachment", "call_rates.csv"),
      (#"attachment; filename="rates.csv""#, "rates.csv"), ("attachment; filename=rates.csv", "rates.csv"),
      ("ATTACHMENT;FILENAME = rates.csv ; x=y", "rates.csv"),
      (#"attachment; filename="../../etc/passwd""#, "passwd"),
      (#"attachment; filename="/etc/passwd""#, "passwd"),
      (#"attachment; filename="..\\..\\win.ini""#, "win.ini"),
      (#"attachment; filename="C:\\a.csv""#, "a.csv"),
      (#"attachment; filename="..""#, "call_rates.csv"), (#"attachment; filename="...""#, "call_rates.csv"),
      (#"attachment; filename=".bashrc""#, "bashrc"), (#"attachment; filename="-rf""#, "rf"),
      (#"attachment; filename="dir/""#, "dir"), (#"attachment; filename="/""#, "call_rates.csv"),
      (#"attachment; filename="a\"b.csv""#, "a_b.csv"), (#"attachment; filename="a;b.csv""#, "a;b.csv"),
      ("attachment; filename=\"a\u{1B}[31m\u{7}b.csv\"", "a[31mb.csv"),
      ("attachment; filename=\"a\u{202E}vsc.exe\"", "avsc.exe"), ("attachment; filename=\"a\u{0}b\"", "ab"),
      ("attachment; filename*=UTF-8''r%C3%A4te%20m.csv", "räte m.csv"),
      ("attachment; filename=x.csv; filename*=utf-8'en'y.csv", "y.csv"),
      ("attachment; filename*=UTF-8''%2e%2e%2fetc%2fpasswd", "passwd"),
      ("attachment; filename*=UTF-8''a%00b%0d%0a.csv", "ab.csv"),
      ("attachment; filename*=UTF-8''%FF; filename=z", "z"),
      ("attachment; filename*=UTF-8''%4; filename=z", "z"),
      ("attachment; filename*=iso-8859-1''%E4.csv", "ä.csv"),
      ("attachment; filename*=shift_jis''x; filename=z", "z"),
      (#"attachment; filename="CON""#, "call_rates.csv"),
      (#"attachment; filename="nul.txt""#, "call_rates.csv"),
      (#"attachment; filename="com1.csv""#, "call_rates.csv"),
      (#"attachment; filename="a:b|c?.csv""#, "a_b_c_.csv"), (#"attachment; filename="rates. . ""#, "rates"),
      (#"attachment; filename="unclosed.csv"#, "unclosed.csv"), ("; filename=x", "x"),
    ] as [(String?, String)])
  func isSafe(_ header: String?, _ name: String) {
    #expect(FileName.suggested(by: header) == name)
  }

  @Test func isNeverTooLong() {
    let name = FileName.suggested(by: "attachment; filename=\"\(String(repeating: "é", count: 5_000))\"")
    #expect(name.utf8.count == 200)
  }

  @Test func whateverComesIsABareName() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("file name seed: \(seed)")
    var generator = SeededRandom(seed: seed)
    let parts = [
      "/", "\\", "..", ".", "\u{0}", "\n", "\u{1B}", "%2F", "%00", "a", "é", "\"", ";", "'", "=", " ", "~",
    ]
    for _ in 0..<5_000 {
      var value = ["attachment; filename=", "attachment; filename=\"", "attachment; filename*=UTF-8''"]
        .randomElement(using: &generator)!
      for _ in 0..<Int.random(in: 0...8, using: &generator) {
        value += parts.randomElement(using: &generator)!
      }
      let name = FileName.suggested(by: value)
      let isBare =
        !name.isEmpty && !name.contains("/") && !name.contains("\\") && name.first != "."
        && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      #expect(isBare, "seed \(seed): \(value.debugDescription) gives \(name.debugDescription)")
    }
  }
}
