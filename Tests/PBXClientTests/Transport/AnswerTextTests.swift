import RateQL
import Testing

@testable import PBXClient

@Suite struct AnswerTextTests {
  func words(_ body: String, type: String = "application/json") -> AnswerText {
    AnswerText(PBXAnswer(status: 400, contentType: type, body: Array(body.utf8)))
  }

  @Test func joinsTheVendorsErrors() {
    let words = words(
      #"{"errors":[{"code":"VALIDATE_FAILED","message":"bad prefix","detail":"too long"},"#
        + #"{"code":"OTHER","message":"bad price"}]}"#)
    #expect(words.code == "VALIDATE_FAILED")
    #expect(words.message == "bad prefix (too long); bad price")
    #expect(words.isVendors)
  }

  @Test(arguments: [
    #"{"errors":[{"code":"no good","message":"x"}]}"#, #"{"errors":[{"message":"x"}]}"#,
    #"{"errors":[{"code":7,"message":"x"}]}"#, #"{"message":"x"}"#, #"{"error":"x"}"#, "x",
    "<html><head><style>b{}</style><title> x </title></head><body>no</body></html>",
  ])
  func takesWhatItGets(_ body: String) {
    let words = words(body)
    #expect(words.code == "UNKNOWN")
    #expect(words.message == "x")
  }

  @Test func makesServerTextsHarmless() {
    let words = words("{\"errors\":[{\"message\":\"a\\u001b[31mb\\u202ec\\nd\\u0085e\u{9B}f\"}]}")
    #expect(words.message == "a␛[31mbc d e\u{FFFD}f")
    #expect(PlainText.line(String(repeating: "x", count: 10_000)).count == 301)
    #expect(AnswerText(PBXAnswer(status: 500, contentType: "", body: [])).message == "no reason given")
    #expect(self.words("<p>Bad <b>Gateway</b></p>", type: "text/html").message == "Bad Gateway")
  }
}
