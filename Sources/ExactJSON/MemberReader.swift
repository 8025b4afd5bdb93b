/// Reads JSON of a known form, such as the program's own files: every member is known, there once, and not
/// left out, and what is wrong has a place, such as `changes[3].before.price_n`: each object and array adds its
/// part of it to a fault that passes through.
package struct MemberReader: ~Copyable {
  private var scanner: JSONScanner

  /// - Parameter bytes: one document; they must outlive the reader.
  package init(_ bytes: UnsafeRawBufferPointer) {
    scanner = JSONScanner(bytes)
    scanner.begin()
  }

  /// The members of an object, by name; each is read where it stands.
  ///
  /// - Parameters:
  ///   - names: those that there may be, best in the order in which they are written.
  ///   - optional: the places of those that may be left out.
  ///   - read: reads the value of the member with that place among the names.
  ///   - unknown: what is said of another name.
  package mutating func object(
    _ names: MemberNames, optional: Range<Int> = 0..<0,
    _ read: (inout MemberReader, Int) throws(MemberFault) -> Void,
    unknown: (String) -> MemberFault.Reason = { _ in .unknown }
  ) throws(MemberFault) {
    guard scanner.current == UInt8(ascii: "{") else { throw fault(.form) }
    var found: UInt64 = 0
    var guess = 0
    var isFirst = true
    while try syntax({ scanner throws(JSONFault) in try scanner.nextMember(isFirst: isFirst) }) {
      isFirst = false
      let text = try syntax { scanner throws(JSONFault) in
        let text = try scanner.text()
        try scanner.colon()
        return text
      }
      guard let place = names.place(of: text, in: scanner, guess: guess) else {
        let name = try string(text)
        throw fault(unknown(name)).within(name)
      }
      do throws(MemberFault) {
        guard found & (1 << UInt64(place)) == 0 else { throw fault(.twice) }
        found |= 1 << UInt64(place)
        try read(&self, place)
      } catch {
        throw error.within(names.texts[place])
      }
      guess = place + 1
    }
    for place in names.texts.indices where !optional.contains(place) && found & (1 << UInt64(place)) == 0 {
      throw fault(.missing).within(names.texts[place])
    }
  }

  /// The members of an object whose names may be any, each a text.
  package mutating func texts() throws(MemberFault) -> [String: String] {
    guard scanner.current == UInt8(ascii: "{") else { throw fault(.form) }
    var members: [String: String] = [:]
    while try syntax({ scanner throws(JSONFault) in try scanner.nextMember(isFirst: members.isEmpty) }) {
      let text = try syntax { scanner throws(JSONFault) in
        let text = try scanner.text()
        try scanner.colon()
        return text
      }
      let name = try string(text)
      do throws(MemberFault) {
        guard members[name] == nil else { throw fault(.twice) }
        members[name] = try string()
      } catch {
        throw error.within(name)
      }
    }
    return members
  }

  package mutating func array<Element>(
    _ read: (inout MemberReader) throws(MemberFault) -> Element
  ) throws(MemberFault) -> [Element] {
    guard scanner.current == UInt8(ascii: "[") else { throw fault(.form) }
    var elements: [Element] = []
    while try syntax({ scanner throws(JSONFault) in try scanner.nextElement(isFirst: elements.isEmpty) }) {
      do throws(MemberFault) {
        elements.append(try read(&self))
      } catch {
        throw error.within("[\(elements.count)]")
      }
    }
    return elements
  }

  /// Passes over a null; false where something else stands there.
  package mutating func null() throws(MemberFault) -> Bool {
    guard scanner.current == UInt8(ascii: "n") else { return false }
    try syntax { scanner throws(JSONFault) in try scanner.literal("null") }
    return true
  }

  /// What stands there, or nil for null.
  package mutating func optional<Value>(
    _ read: (inout MemberReader) throws(MemberFault) -> Value
  ) throws(MemberFault) -> Value? {
    try null() ? nil : try read(&self)
  }

  package mutating func string() throws(MemberFault) -> String {
    guard scanner.current == UInt8(ascii: "\"") else { throw fault(.form) }
    return try string(try syntax { scanner throws(JSONFault) in try scanner.text() })
  }

  package mutating func bool() throws(MemberFault) -> Bool {
    let isTrue = scanner.current == UInt8(ascii: "t")
    guard isTrue || scanner.current == UInt8(ascii: "f") else { throw fault(.form) }
    try syntax { scanner throws(JSONFault) in try scanner.literal(isTrue ? "true" : "false") }
    return isTrue
  }

  /// A whole number, written as one.
  package mutating func integer() throws(MemberFault) -> Int {
    let start = scanner.current
    guard start == UInt8(ascii: "-") || start &- UInt8(ascii: "0") < 10 else { throw fault(.form) }
    let number = try syntax { scanner throws(JSONFault) in try scanner.number() }
    guard let fixed = scanner.fixed(number, scale: 0), fixed.isExact, number.fractionDigits == 0,
      number.exponent == 0
    else { throw fault(.form) }
    return Int(fixed.value)
  }

  /// Only white space may follow.
  package mutating func end() throws(MemberFault) {
    try syntax { scanner throws(JSONFault) in try scanner.expectEnd() }
  }

  /// What is wrong with the value read last.
  package func fault(_ reason: MemberFault.Reason) -> MemberFault { MemberFault(place: "", reason: reason) }

  private func string(_ text: JSONText) throws(MemberFault) -> String {
    do { return try scanner.string(text) } catch { throw fault(.syntax(error.text)) }
  }

  private mutating func syntax<Result>(
    _ read: (inout JSONScanner) throws(JSONFault) -> Result
  ) throws(MemberFault) -> Result {
    do { return try read(&scanner) } catch { throw fault(.syntax(error.text)) }
  }
}
