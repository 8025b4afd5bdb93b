/// A strict reader of JSON text (RFC 8259) in UTF-8.
///
/// It lives inside one `withUnsafeBytes` call. Every access is checked against the length: `current` gives 0
/// past the end, a byte that no JSON text may hold outside a string, so every rule fails there by itself.
@usableFromInline
package struct JSONScanner {
  @usableFromInline package let bytes: UnsafeRawBufferPointer
  @usableFromInline package var at = 0

  /// How deep arrays and objects may nest, as in Foundation's decoder.
  package static let depthLimit = 512

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Moves to a document's value. A byte order mark may be passed over (RFC 8259, section 8.1).
  package mutating func begin() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    skipSpace()
  }

  @inline(__always)
  @inlinable
  package var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

  @inline(__always)
  @inlinable
  package mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at += 1
    }
  }

  @usableFromInline package func fault(_ what: String) -> JSONFault { .syntax(what, at: at) }

  @inline(__always)
  @inlinable
  package mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard current == byte else {
      throw fault(at < bytes.count ? "\(Character(Unicode.Scalar(byte))) expected" : "it ends too early")
    }
    at += 1
  }

  /// Only white space may follow.
  package mutating func expectEnd() throws(JSONFault) {
    skipSpace()
    guard at == bytes.count else { throw fault("more text after the end") }
  }

  package mutating func literal(_ word: StaticString) throws(JSONFault) {
    let length = word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { expected in
      at + length <= bytes.count
        && UnsafeRawBufferPointer(rebasing: bytes[at..<at + length])
          .elementsEqual(expected)
    }
    guard matches else { throw fault("a value expected") }
    at += length
  }

  /// Passes over one value of any kind, checking all of it.
  package mutating func skipValue(depth: Int = 0) throws(JSONFault) {
    switch current {
    case UInt8(ascii: "\""): _ = try text()
    case UInt8(ascii: "{"): try skipObject(depth: depth + 1)
    case UInt8(ascii: "["): try skipArray(depth: depth + 1)
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: _ = try number()
    }
  }

  private mutating func skipObject(depth: Int) throws(JSONFault) {
    guard depth <= JSONScanner.depthLimit else { throw fault("it nests too deep") }
    var isFirst = true
    while try nextMember(isFirst: isFirst) {
      isFirst = false
      _ = try text()
      try colon()
      try skipValue(depth: depth)
    }
  }

  private mutating func skipArray(depth: Int) throws(JSONFault) {
    guard depth <= JSONScanner.depthLimit else { throw fault("it nests too deep") }
    var isFirst = true
    while try nextElement(isFirst: isFirst) {
      isFirst = false
      try skipValue(depth: depth)
    }
  }

  /// Moves to the next key of an object, at first over its opening brace; false past its closing brace.
  @inline(__always)
  @inlinable
  package mutating func nextMember(isFirst: Bool) throws(JSONFault) -> Bool {
    if isFirst { try expect(UInt8(ascii: "{")) }
    skipSpace()
    if current == UInt8(ascii: "}") {
      at += 1
      return false
    }
    if !isFirst {
      try expect(UInt8(ascii: ","))
      skipSpace()
    }
    guard current == UInt8(ascii: "\"") else { throw fault("a key expected") }
    return true
  }

  /// Moves to the next element of an array, at first over its opening bracket; false past its closing one.
  @inline(__always)
  @inlinable
  package mutating func nextElement(isFirst: Bool) throws(JSONFault) -> Bool {
    if isFirst { try expect(UInt8(ascii: "[")) }
    skipSpace()
    if current == UInt8(ascii: "]") {
      at += 1
      return false
    }
    if !isFirst {
      try expect(UInt8(ascii: ","))
      skipSpace()
    }
    return true
  }

  @inline(__always)
  @inlinable
  package mutating func colon() throws(JSONFault) {
    skipSpace()
    try expect(UInt8(ascii: ":"))
    skipSpace()
  }
}
