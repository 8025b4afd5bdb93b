import FoundationEssentials

/// A plan's JSON in the making: each member on a line, each element of a list too.
struct PlanText {
  private(set) var bytes: [UInt8] = []
  private let encoder = JSONEncoder()

  /// A value on its way into JSON.
  struct Member {
    let value: any Encodable

    init(_ value: some Encodable) { self.value = value }
  }

  init() { encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes] }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// The next member's name, which is one of ours and needs no escapes.
  mutating func name(_ name: String) { append(",\n  \"\(name)\": ") }

  mutating func member(_ name: String, _ value: some Encodable) throws {
    self.name(name)
    bytes.append(contentsOf: try encoder.encode(value))
  }

  /// An object on one line, its members in the order given.
  mutating func object(_ members: [(name: String, member: Member)]) throws {
    append("{")
    for (index, member) in members.enumerated() {
      append("\(index == 0 ? "" : ", ")\"\(member.name)\": ")
      bytes.append(contentsOf: try encode(member.member.value))
    }
    append("}")
  }

  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ write: (inout PlanText, Element) throws -> Void
  ) throws {
    self.name(name)
    append("[")
    for (index, element) in elements.enumerated() {
      append(index == 0 ? "\n    " : ",\n    ")
      try write(&self, element)
    }
    append(elements.isEmpty ? "]" : "\n  ]")
  }

  private func encode(_ value: some Encodable) throws -> Data { try encoder.encode(value) }
}
