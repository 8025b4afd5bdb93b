/// The columns of a query's rows at one stage, and what the rows are.
package struct RowShape: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package let name: String
    package let type: ValueType
    package let origin: Origin
    /// A null here may be a value that the store has and does not show.
    package var mayBeUnknown = false
  }

  /// Where a column's values come from.
  package enum Origin: Sendable, Hashable {
    case field(RateField)
    /// Calculated: the place among the batch's computed columns.
    case computed(Int)
  }

  /// What is shown, in order.
  package var columns: [Column]
  /// Each row is one rate still, and may be edited.
  package var areRates: Bool
  /// How many computed columns the rows carry.
  package var computedCount: Int
  /// The rows have a settled order (a `sort` came before).
  package var isOrdered: Bool
  /// Where a `take` or `skip` chose rows that have no settled order.
  package var unsettledAt: Span?
  /// The columns could not be found out, which has been reported: nothing more is said of them.
  package var isUnknown = false
  /// The rows come from a file, and never were rates.
  package var areOfFile = false
  /// The computed column with the line of the file that a row came from.
  package var lines: Int?

  /// The rows of `rates`: the fields that a list has.
  package static let rates = RowShape(
    columns: RateField.shown.map { Column(name: $0.name, type: $0.type, origin: .field($0)) },
    areRates: true, computedCount: 0, isOrdered: false, unsettledAt: nil)

  /// Where there are no rows.
  package static let none = RowShape(
    columns: [], areRates: false, computedCount: 0, isOrdered: false, unsettledAt: nil)

  /// The rows of what could not be resolved.
  package static let unknown = RowShape(
    columns: rates.columns, areRates: true, computedCount: 0, isOrdered: true, unsettledAt: nil,
    isUnknown: true)

  /// The column of that name. A rate's fields can be named even where they are not shown.
  package func column(_ name: String) -> Column? {
    if let shown = columns.first(where: { Words.areSame($0.name, name) }) { return shown }
    guard areRates, let field = RateField(name: name) else { return nil }
    return Column(
      name: field.name, type: field.type, origin: .field(field), mayBeUnknown: !field.isListed)
  }

  /// What `search` looks at: of prefix and description, the columns that are texts.
  package var searched: [Origin] {
    [RateField.prefix, .description].compactMap { column($0.name) }.filter { $0.type == .text }.map(\.origin)
  }

  /// Rows that are no rates, one computed column after the other.
  package static func table(_ columns: [(name: String, type: ValueType)], isOrdered: Bool = false) -> RowShape
  {
    RowShape(
      columns: columns.enumerated().map { place, column in
        Column(name: column.name, type: column.type, origin: .computed(place))
      },
      areRates: false, computedCount: columns.count, isOrdered: isOrdered, unsettledAt: nil)
  }

  /// All names that can be used, for suggestions.
  package var names: [String] {
    let shown = columns.map(\.name)
    return areRates ? shown + RateField.allCases.map(\.name).filter { !shown.contains($0) } : shown
  }
}
