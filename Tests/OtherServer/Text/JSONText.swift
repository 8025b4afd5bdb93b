import RateQL

/// JSON to be written. It is not written as other servers do: spaces after colons and commas, a line for each
/// list item, everything beyond ASCII as an escape, slashes too.
indirect enum JSONText: Sendable {
  case null
  case truth(Bool)
  /// A number, or anything else that is JSON as it stands.
  case bare(String)
  case text(String)
  case list([JSONText])
  case object([(String, JSONText)])

  var text: String {
    switch self {
    case .null: "null"
    case .truth(let value): value ? "true" : "false"
    case .bare(let text): text
    case .text(let text): JSONText.quoted(text)
    case .list(let items): items.isEmpty ? "[]" : "[\n" + items.map(\.text).joined(separator: ",\n") + "\n]"
    case .object(let members):
      "{ " + members.map { "\(JSONText.quoted($0)): \($1.text)" }.joined(separator: ", ") + " }"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x2F: result += "\\/"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
