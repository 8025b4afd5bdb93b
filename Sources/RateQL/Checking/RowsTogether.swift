/// How a stage puts the rows of two queries together: found by the checker, used when it runs. The right
/// rows' columns are named by their place in the right query's shape.
package struct JoinMatch: Sendable {
  package let keys: [(left: RowShape.Origin, right: Int)]
  /// The right columns that are added to the left rows.
  package let added: [Int]
}

/// What `diff` compares.
package struct DiffMatch: Sendable {
  package struct Field: Sendable {
    package let left: RowShape.Origin
    package let right: Int
    package let type: ValueType
    /// The difference of the two has a column of its own.
    package let hasChange: Bool
  }

  package let keys: [(left: RowShape.Origin, right: Int)]
  package let keyTypes: [ValueType]
  package let fields: [Field]
  /// Which of ``fields`` is the price per minute, whose change in percent is told.
  package let price: Int?

  /// What a row of the new side is, beside the old one.
  package enum Status: String, Sendable, CaseIterable {
    case new, gone, raised, lowered, changed, same
  }
}

/// How the rows of a query become rates: which column goes into which field.
package struct RowEdit: Sendable {
  package let fields: [(field: RateField, from: RowShape.Origin)]
  package let keys: [(field: RateField, from: RowShape.Origin)]
  /// Columns that are no fields of a rate.
  package let ignored: [String]
  /// The file that the rows come from, and where their lines stand.
  package let lines: RowShape.Origin?
}
