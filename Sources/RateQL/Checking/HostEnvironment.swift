/// What a host program gives to the programs it runs: values and functions of its own.
///
/// A program can use these names and can't give them another meaning.
public struct HostEnvironment: Sendable {
  public let variables: [HostVariable]
  public let functions: [HostFunction]
  private let functionsByName: [String: HostFunction]
  private let takenNames: Set<String>

  /// Nothing.
  public static let empty = HostEnvironment(unchecked: [], [])

  /// - Throws: ``HostEnvironmentError`` with everything that is wrong: a name that is none, that stands twice,
  ///   or that hides a word, a field, a rate type or a function of the language; a value that is not of its type;
  ///   a type that a host can't use.
  public init(
    variables: [HostVariable] = [], functions: [HostFunction] = []
  ) throws(HostEnvironmentError) {
    self.init(unchecked: variables, functions)
    var problems = HostNames.problems(variables.map(\.name) + functions.map(\.name))
    for variable in variables {
      if let problem = variable.problem { problems.append("`\(variable.name)`: \(problem)") }
    }
    for function in functions { problems += function.problems.map { "`\(function.name)`: \($0)" } }
    guard problems.isEmpty else { throw HostEnvironmentError(problems: problems) }
  }

  private init(unchecked variables: [HostVariable], _ functions: [HostFunction]) {
    self.variables = variables
    self.functions = functions
    functionsByName = Dictionary(functions.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    takenNames = Set(variables.map(\.name) + functions.map(\.name))
  }

  /// The function of that name, in any case of letters.
  package func function(_ name: String) -> HostFunction? { functionsByName[name.lowercased()] }

  /// Whether the name is the host's, so that no program can give it a meaning.
  package func owns(_ name: String) -> Bool { takenNames.contains(name) || function(name) != nil }

  /// The names as a program sees them before its first line.
  package var scope: Scope {
    var scope = Scope()
    for variable in variables {
      scope[variable.name] = .value(variable.type ?? .null, slot: HostEnvironment.slot(variable.name))
    }
    return scope
  }

  /// The values, by the places where they stand when a program runs.
  package var values: [String: Value] {
    Dictionary(variables.map { (HostEnvironment.slot($0.name), $0.value) }) { first, _ in first }
  }

  private static func slot(_ name: String) -> String { "host \(name)" }
}

/// What is wrong with what a host wants to give.
public struct HostEnvironmentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// All of it, a line each.
  public let problems: [String]

  public var description: String { problems.joined(separator: "\n") }
}
