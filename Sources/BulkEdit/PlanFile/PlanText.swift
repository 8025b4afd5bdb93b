import ExactJSON
import FoundationEssentials
import RateQL

/// A plan's JSON in the making: each member on a line, each element of a list too.
struct PlanText {
  private(set) var bytes: [UInt8] = []
  private let encoder = JSONEncoder()

  /// A value on its way into JSON. What stands in every change is written by hand: `JSONEncoder` takes many
  /// times as long.
  enum Member {
    case text(String?)
    case numbers([Int])
    case words([String])
    case record(RateRecord?)
    case whole(Int64)
    case billing(BillingSettings)
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
      try append(member.member)
    }
    append("}")
  }

  private mutating func append(_ member: Member) throws {
    switch member {
    case .text(nil), .record(nil): append("null")
    case .text(let text?): JSONWriter.quote(text, into: &bytes)
    case .numbers(let numbers): append("[\(numbers.map(String.init).joined(separator: ","))]")
    case .words(let words):
      append("[")
      for (index, word) in words.enumerated() {
        if index > 0 { append(",") }
        JSONWriter.quote(word, into: &bytes)
      }
      append("]")
    case .record(let record?): append(try RecordText.text(record))
    case .whole(let number): append(String(number))
    case .billing(let settings): append(BillingText.text(settings))
    }
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
}
