/// How tightly an expression binds, from the loosest; what stands where a tighter one is due gets brackets.
enum Precedence: Int, Comparable {
  case conditional, or, and, not, comparison, sum, product, negation, operand

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }

  init(_ operation: BinaryOperator) {
    switch operation {
    case .or: self = .or
    case .and: self = .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches, .matchesNot,
      .startswith, .endswith, .contains, .covers:
      self = .comparison
    case .add, .subtract: self = .sum
    case .multiply, .divide, .mod: self = .product
    }
  }

  init(_ expression: Expression) {
    switch expression.kind {
    case .conditional: self = .conditional
    case .not: self = expression.negatedWordTest == nil ? .not : .comparison
    case .binary(let operation, _, _): self = Precedence(operation)
    case .between, .membership, .isNull: self = .comparison
    case .negate: self = .negation
    case .literal, .name, .column, .field, .list, .call, .interpolation, .query, .invalid: self = .operand
    }
  }

  /// What the operands of a chain of this have to bind as tightly as.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
}

extension Expression {
  /// `a not startswith b`, which the tree has as `not` over the test.
  var negatedWordTest: (left: Expression, word: BinaryOperator, right: Expression)? {
    guard case .not(let inner) = kind, case .binary(let operation, let left, let right) = inner.kind else {
      return nil
    }
    switch operation {
    case .startswith, .endswith, .contains, .covers: return (left, operation, right)
    default: return nil
    }
  }

  /// The operands of a chain such as `a and b and c`, with the operator before each but the first.
  func chain(of level: Precedence) -> (first: Expression, rest: [(BinaryOperator, Expression)]) {
    var first = self
    var rest: [(BinaryOperator, Expression)] = []
    while case .binary(let operation, let left, let right) = first.kind, Precedence(operation) == level {
      rest.append((operation, right))
      first = left
    }
    return (first, rest.reversed())
  }

  /// An `=` that compares stands in it outside of brackets: behind an `=` that assigns it gets some.
  var showsEquals: Bool {
    switch kind {
    case .binary(.equal, _, _): true
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      left.showsEquals || right.showsEquals
    case .not(let inner): inner.showsEquals
    case .conditional(let condition, let yes, let no):
      condition.showsEquals || yes.showsEquals || no.showsEquals
    default: false
    }
  }
}
