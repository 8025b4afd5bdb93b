extension Checker {
  /// A call of a function that the host gives: as many arguments as it has parameters, each of its type.
  mutating func hostCallType(
    _ function: HostFunction, _ arguments: [Argument], of expression: Expression, in context: Context
  ) -> ValueType {
    facts.calls[expression.id] = .host(function)
    let types = arguments.map { checkType($0.value, in: context) }
    let name = function.name
    guard arguments.count == function.parameters.count else {
      let problem =
        arguments.count < function.parameters.count
        ? "`\(name)` needs more arguments" : "`\(name)` takes fewer arguments"
      report(.wrongArguments(function.display, at: expression.span, problem: problem))
      return .invalid
    }
    var isRight = true
    for (parameter, (argument, type)) in zip(function.parameters, zip(arguments, types)) {
      if let label = argument.label, label.text.lowercased() != parameter.name.lowercased() {
        report(
          .wrongArguments(
            function.display, at: label.span,
            problem: "`\(name)` has no argument `\(label.text)` in this place"))
        isRight = false
      } else if !parameter.type.takes(type) {
        report(
          .wrongType(
            "`\(parameter.name)` of `\(name)`", wanted: parameter.type.description, found: type,
            at: argument.value.span))
        isRight = false
      }
    }
    return isRight ? function.result : .invalid
  }
}
