/// File names out of a header, reduced to what is safe to create.
enum FileName {
  /// What a file is called where the server suggests nothing usable.
  static let standard = "call_rates.csv"

  /// File systems take 255 bytes; some are left for an ending such as ` (2)`.
  private static let longest = 200

  /// The name in a `Content-Disposition` header. Source: RFC 6266; `filename*` (RFC 8187) comes before
  /// `filename`.
  static func suggested(by disposition: String?) -> String {
    guard let disposition else { return standard }
    let parameters = parameters(disposition)
    for name in ["filename*", "filename"] {
      guard let value = parameters.first(where: { $0.name == name })?.value else { continue }
      let text = name == "filename*" ? extended(value) : value
      if let text, let safe = bare(text) { return safe }
    }
    return standard
  }

  /// The last part of a path, without control and invisible characters, without the characters that some
  /// file system gives a meaning, and without points and spaces around it; nil where nothing is left.
  static func bare(_ text: String) -> String? {
    let last = text.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last ?? "".unicodeScalars[...]
    var name = String.UnicodeScalarView()
    var bytes = 0
    for scalar in last {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        continue
      default: break
      }
      let kept: Unicode.Scalar = ":*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar
      if name.isEmpty, kept == "." || kept == "-" || kept == "~" || kept.properties.isWhitespace { continue }
      bytes += UTF8.width(kept)
      guard bytes <= longest else { break }
      name.append(kept)
    }
    while let end = name.last, end == "." || end.properties.isWhitespace { name.removeLast() }
    return name.isEmpty || isDevice(String(name)) ? nil : String(name)
  }

  /// Names that mean a device on Windows, with any ending.
  private static func isDevice(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    return stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
      && stem.last?.isNumber == true
  }

  /// `UTF-8''rates%20march.csv`; nil where it is not of that form or not UTF-8.
  private static func extended(_ value: String) -> String? {
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = PercentCoding.decode(parts[2]) else { return nil }
    switch parts[0].lowercased() {
    case "utf-8": return String(validating: bytes, as: UTF8.self)
    case "iso-8859-1":
      var text = String.UnicodeScalarView()
      for byte in bytes { text.append(Unicode.Scalar(byte)) }
      return String(text)
    default: return nil
    }
  }

  /// The parameters behind the disposition type, names in lower case, quoted values without their quotes.
  private static func parameters(_ header: String) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var rest = header[...].drop { $0 != ";" }
    while rest.first == ";" {
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(name.count)
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      var value = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        while let character = rest.popFirst(), character != "\"" {
          value.append(character == "\\" ? (rest.popFirst() ?? "\\") : character)
        }
        rest = rest.drop { $0 != ";" }
      } else {
        let token = rest.prefix { $0 != ";" }
        value = String(token).trimmingTrailingSpace
        rest = rest.dropFirst(token.count)
      }
      result.append((String(name).trimmingTrailingSpace.lowercased(), value))
    }
    return result
  }
}

extension String {
  fileprivate var trimmingTrailingSpace: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
