package import RateQL

/// Diagnostics as data: one JSON object a line, every member always there, in one order.
///
/// Lines and columns count from 1, columns in characters; offsets count bytes of UTF-8 from 0. What the end
/// members name is the first place behind the span. Members that have no value are null.
package enum DiagnosticJSON {
  package static func draw(_ diagnostics: [Diagnostic]) -> String {
    var last: (base: Int, start: Source.Position)?
    var text = ""
    for diagnostic in diagnostics {
      var place = Place()
      place.file = diagnostic.source?.name
      if let source = diagnostic.source, let span = diagnostic.span {
        // Many on one line are not counted from its start each time.
        let start = source.position(at: span.start, from: last?.base == source.base ? last?.start : nil)
        place.start = start
        place.end = source.position(at: max(span.end, span.start), from: start)
        last = (source.base, start)
      }
      text += object(
        code: diagnostic.code, severity: diagnostic.severity.rawValue, message: diagnostic.message, place,
        label: diagnostic.label, hints: diagnostic.hints)
    }
    return text
  }

  package static func draw(_ diagnostic: Diagnostic) -> String { draw([diagnostic]) }

  /// A message that has neither code nor place.
  package static func draw(_ message: String, severity: String) -> String {
    object(code: nil, severity: severity, message: message, Place(), label: nil, hints: [])
  }

  private struct Place {
    var file: String?
    var start: Source.Position?
    var end: Source.Position?
  }

  private static func object(
    code: String?, severity: String, message: String, _ place: Place, label: String?, hints: [String]
  ) -> String {
    let members = [
      ("code", string(code)), ("severity", string(severity)), ("message", string(message)),
      ("file", string(place.file)),
      ("line", number(place.start?.line)), ("column", number(place.start?.column)),
      ("endLine", number(place.end?.line)), ("endColumn", number(place.end?.column)),
      ("offset", number(place.start?.offset)), ("endOffset", number(place.end?.offset)),
      ("label", string(label)), ("hints", "[\(hints.map { string($0) }.joined(separator: ","))]"),
    ]
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
  }

  private static func number(_ value: Int?) -> String { value.map { String($0) } ?? "null" }

  private static func string(_ text: String?) -> String {
    guard let text else { return "null" }
    var writer = ByteWriter()
    JSONCells().append(text, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
