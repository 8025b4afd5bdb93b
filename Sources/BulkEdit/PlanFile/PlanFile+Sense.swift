import RateQL

extension PlanFile {
  /// What no folded plan can hold, whoever signed it.
  func checkSense(_ name: String) throws(PlanFileError) {
    var ids: Set<String> = []
    ids.reserveCapacity(changes.count)
    var numbers: Set<Int> = []
    for (index, change) in changes.enumerated() {
      let place = "changes[\(index)]"
      if let former = change.formerID, change.after == nil || former.isEmpty {
        throw .unreadable(name, "\(place).former_id: `\(former)` is no id of a rate that comes back")
      }
      switch (change.before, change.after) {
      case (nil, nil): throw .unreadable(name, "\(place) has no rate, neither before nor after")
      case (nil, _):
        if let id = change.id { throw .unreadable(name, "\(place) creates a rate that has an id, `\(id)`") }
        if let number = change.plannedNumber, !numbers.insert(number).inserted {
          throw .unreadable(name, "\(place) is the second to make the rate `(new \(number))`")
        }
      default:
        guard let id = change.id, !id.isEmpty else {
          throw .unreadable(name, "\(place) does not say the id of its rate")
        }
        guard ids.insert(id).inserted else {
          throw .unreadable(name, "\(place) is the second change of the rate with the id `\(id)`")
        }
      }
    }
    if let undoes, undoes.number < 1 { throw .unreadable(name, "undoes: there is no run \(undoes.number)") }
    guard unchanged >= 0, asserts >= 0 else { throw .unreadable(name, "a count is less than 0") }
  }
}
