import RateQL

extension ServerExamination {
  mutating func examineConditions(_ verdicts: [ServerTrait: Bool], hasRates: Bool) {
    guard hasRates else {
      return report.add(.conditions, "filter", .unknown, "there are no rates to try them on")
    }
    for field in RateField.listed where field != .id {
      let traits =
        StorePredicate.Comparison.allCases.map { ServerTrait.comparison(field, $0) }
        + (field.type == .text ? StorePredicate.TextTest.allCases.map { .textTest(field, $0) } : [])
      judge(.conditions, field.name, traits.filter(\.canBeShown), verdicts) { trait in
        switch trait {
        case .comparison(_, let comparison): comparison.rawValue
        case .textTest(_, let test): test.rawValue
        default: trait.text
        }
      }
    }
    judge(.conditions, "joined by", [.and, .or], verdicts, \.text)
  }

  mutating func examineOrders(_ verdicts: [ServerTrait: Bool], hasRates: Bool) {
    guard hasRates else {
      return report.add(.orders, "orderby", .unknown, "there are no rates to try them on")
    }
    let traits = RateField.listed.flatMap { field in
      [ServerTrait.order(field, descending: false), .order(field, descending: true)]
    }
    judge(.orders, "orderby", traits.filter(\.canBeShown), verdicts) { trait in
      guard case .order(let field, let descending) = trait else { return trait.text }
      return field.name + (descending ? " desc" : "")
    }
    judge(.orders, "two fields", [.laterOrder], verdicts) { _ in "the second where the first is the same" }
  }

  private mutating func judge(
    _ part: ServerReport.Part, _ subject: String, _ traits: [ServerTrait],
    _ verdicts: [ServerTrait: Bool], _ name: (ServerTrait) -> String
  ) {
    func names(_ isReliedOn: Bool) -> String {
      traits.filter { (verdicts[$0] ?? false) == isReliedOn }.map(name).joined(separator: ", ")
    }
    let (yes, no) = (names(true), names(false))
    if no.isEmpty {
      report.add(part, subject, .fine, yes)
    } else {
      report.add(
        part, subject, .note, (yes.isEmpty ? "" : "\(yes); ") + "not relied on, done here instead: \(no)")
    }
  }
}
