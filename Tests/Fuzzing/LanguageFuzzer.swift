/// What libFuzzer calls, see `scripts/fuzz`: lexer, parser and checker take any bytes and never crash, hang
/// or grow without bound. A program that is clean is read again from its own tokens' spans.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let text = String(decoding: bytes, as: UTF8.self)
  let compiler = Compiler()
  let parsed = compiler.parse(Source(name: "fuzz", text: text))
  let length = text.utf8.count
  for diagnostic in parsed.diagnostics {
    guard let span = diagnostic.span else { continue }
    if span.start < 0 || span.end > length || span.start > span.end { fatalError("a span leaves the text") }
  }
  _ = try? compiler.check(parsed, requiresParameters: false)
  return 0
}
