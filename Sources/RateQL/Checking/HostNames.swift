/// Which names a host may give.
enum HostNames {
  static func problems(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.compactMap { name in
      if let problem = problem(name) { return "`\(name)` \(problem)" }
      return seen.insert(name.lowercased()).inserted ? nil : "`\(name)` is given twice"
    }
  }

  private static func problem(_ name: String) -> String? {
    guard isWord(name) else { return "is no name: use letters, digits and `_`, a letter first" }
    let word = name.lowercased()
    if RateField(name: word) != nil { return "is a field of a rate" }
    if let symbol = SymbolKind.lookup(word) { return "is \(symbol.kind.description)" }
    if Keyword(word: word) != nil || word == "row" { return "is a word of the language" }
    if ScalarFunction(rawValue: word) != nil || Aggregate(rawValue: word) != nil {
      return "is a function of the language"
    }
    return nil
  }

  private static func isWord(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}

extension HostVariable {
  var problem: String? {
    guard let type else { return "its type is not known; give it with the value" }
    guard type.isForHosts else { return "a value can't be of the type \(type)" }
    return type.holds(value) ? nil : "the value \(value) is not \(type)"
  }
}

extension HostFunction {
  var problems: [String] {
    var problems = parameters.filter { !$0.type.isForHosts }.map { parameter in
      "the parameter `\(parameter.name)` can't be of the type \(parameter.type)"
    }
    if !result.isForHosts { problems.append("the result can't be of the type \(result)") }
    return problems
  }
}
