package import RateQL

/// Diagnostics as data: one JSON object a line, every member always there, in one order.
///
/// Lines and columns count from 1, columns in characters; offsets count bytes of UTF-8 from 0. What the end
/// members name is the first place behind the span. Members that have no value are null.
package enum DiagnosticJSON {
  package static func draw(_ diagnostics: [Diagnostic]) -> String { diagnostics.map(draw).joined() }

  package static func draw(_ diagnostic: Diagnostic) -> String {
    var place = Place()
    place.file = diagnostic.source?.name
    if let (source, span) = diagnostic.place {
      let start = min(span.start, source.bytes.count)
      let end = min(max(span.end, start), source.bytes.count)
      place.start = Position(source, start)
      place.end = Position(source, end)
    }
    return object(
      code: diagnostic.code, severity: diagnostic.severity.rawValue, message: diagnostic.message, place,
      label: diagnostic.label, hints: diagnostic.hints)
  }

  /// A message that has neither code nor place.
  package static func draw(_ message: String, severity: String) -> String {
    object(code: nil, severity: severity, message: message, Place(), label: nil, hints: [])
  }

  private struct Position {
    let line: Int
    let column: Int
    let offset: Int

    init(_ source: Source, _ offset: Int) {
      line = source.line(at: offset)
      column = source.column(at: offset)
      self.offset = offset
    }
  }

  private struct Place {
    var file: String?
    var start: Position?
    var end: Position?
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
