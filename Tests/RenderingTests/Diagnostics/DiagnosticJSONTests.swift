import Foundation
import RateQL
import Rendering
import Testing

@Suite("Diagnostics as JSON")
struct DiagnosticJSONTests {
  @Test("an object a line, every member there")
  func whole() {
    let source = Source(name: "a \"b\".rql", text: "print 1\nprint \"中é\" + pric\n")
    let start = "print 1\nprint \"中é\" + ".utf8.count
    let diagnostics = [
      Diagnostic(
        "RQ2001", "there is no `pric`", at: Span(start, start + 4), label: "here",
        hints: ["did you mean \"x\"?", "or not"]),
      Diagnostic("RQ2053", "no parameter\u{1B}", at: nil, severity: .warning),
    ].map { $0.inSource(source) }
    #expect(
      DiagnosticJSON.draw(diagnostics) == """
        {"code":"RQ2001","severity":"error","message":"there is no `pric`","file":"a \\"b\\".rql",\
        "line":2,"column":14,"endLine":2,"endColumn":18,"offset":24,"endOffset":28,"label":"here",\
        "hints":["did you mean \\"x\\"?","or not"]}
        {"code":"RQ2053","severity":"warning","message":"no parameter\\u001b","file":"a \\"b\\".rql",\
        "line":null,"column":null,"endLine":null,"endColumn":null,"offset":null,"endOffset":null,\
        "label":null,"hints":[]}

        """)
  }

  @Test("a span over lines ends on its last line; a place past the end is the end")
  func places() throws {
    func members(_ span: Span) throws -> [String: Int] {
      let source = Source(name: "a", text: "ab\ncd\n")
      let text = DiagnosticJSON.draw(Diagnostic("RQ0001", "x", at: span).inSource(source))
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return (object ?? [:]).compactMapValues { $0 as? Int }
    }
    #expect(
      try members(Span(1, 5))
        == ["line": 1, "column": 2, "endLine": 2, "endColumn": 3, "offset": 1, "endOffset": 5])
    #expect(
      try members(Span(6, 6))
        == ["line": 3, "column": 1, "endLine": 3, "endColumn": 1, "offset": 6, "endOffset": 6])
    #expect(try members(Span(90, 95))["endOffset"] == 6)
  }

  @Test("many on one line have the places that each has alone", arguments: 0..<50)
  func together(_ seed: UInt64) {
    var random = LinearRandom(seed: seed)
    let pieces = ["a", " ", "中", "e\u{301}", "\u{301}", "👩‍👧", "\u{200D}", "\t", "\r", "\n", "\r\n", "🇩", "🇪"]
    let text = (0..<80).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let source = Source(name: "a", text: text)
    var offset = 0
    let starts = text.unicodeScalars.map { scalar in
      defer { offset += String(scalar).utf8.count }
      return offset
    }
    let diagnostics = starts.map { start in
      let end = starts.filter { $0 >= start }.randomElement(using: &random) ?? start
      return Diagnostic("RQ0001", "x", at: Span(start, end)).inSource(source)
    }
    #expect(
      DiagnosticJSON.draw(diagnostics) == diagnostics.map { DiagnosticJSON.draw($0) }.joined(), "seed \(seed)"
    )
  }

  @Test("run-time errors, faults of a plan and errors without a place have the same form")
  func runErrors() {
    let writer = DiagnosticWriter(.json)
    let rest =
      #""file":null,"line":null,"column":null,"endLine":null,"endColumn":null,"offset":null,"#
      + #""endOffset":null,"label":null"#
    let fault = PlanFault(rate: "rate 44 (id b01)", field: .prefix, problem: "it is empty")
    #expect(
      writer.draw(.invalidPlan([fault, fault]))
        == String(
          repeating:
            #"{"code":"RQ4001","severity":"error","message":"rate 44 (id b01): prefix: it is empty",\#(rest),"hints":["nothing was written"]}"#
            + "\n", count: 2))
    #expect(
      writer.draw(.store(.unreachable("no answer")))
        == #"{"code":null,"severity":"error","message":"no answer",\#(rest),"hints":[]}"# + "\n")
    #expect(
      writer.note("dry run")
        == #"{"code":null,"severity":"note","message":"dry run",\#(rest),"hints":[]}"# + "\n")
    #expect(writer.draw(.outputClosed) == "")
    #expect(writer.line("no file").hasPrefix(#"{"code":null,"severity":"error","message":"no file","#))
    let diagnostic = Diagnostic("RQ3002", "division by zero", at: Span(0, 1))
      .inSource(Source(name: "a", text: "x"))
    #expect(writer.draw(.failed(diagnostic)) == DiagnosticJSON.draw(diagnostic))
    #expect(writer.draw(.assertion(diagnostic)) == DiagnosticJSON.draw(diagnostic))
  }
}
