/// A plan that grows program by program, while edits are staged.
extension ChangePlan {
  /// The plan as the next program finds it: which rates that one chooses is noted anew.
  func goingOn() -> ChangePlan {
    var plan = self
    plan.untouched = []
    plan.roundedAway = []
    plan.editsEveryRate = false
    return plan
  }

  /// The plan with what the programs before the last one chose.
  func goneOn(from earlier: ChangePlan) -> ChangePlan {
    var plan = self
    plan.untouched.formUnion(earlier.untouched)
    plan.editsEveryRate = editsEveryRate || earlier.editsEveryRate
    plan.roundedAway.formUnion(earlier.roundedAway.subtracting(untouched))
    return plan
  }

  /// What the last program did to the plan that it found: for each rate, from what was planned before it to
  /// what is planned now. A rate that is planned no more goes back to what it was.
  func step(since earlier: ChangePlan) -> ChangePlan {
    var step = ChangePlan()
    step.untouched = untouched
    step.editsEveryRate = editsEveryRate
    step.roundingRules = roundingRules
    step.roundedAway = roundedAway
    for (key, change) in inOrder {
      guard let old = earlier[key] else {
        step[key] = change
        continue
      }
      guard old.after != change.after else { continue }
      var change = change
      let news = change.origins.filter { !old.origins.contains($0) }
      change.before = old.after
      if !news.isEmpty { change.origins = news }
      step[key] = change
    }
    for (key, old) in earlier.inOrder where self[key] == nil {
      step[key] = Change(id: old.id, before: old.after, after: old.before, origins: [])
    }
    step.billing = billingStep(since: earlier)
    return step
  }

  private func billingStep(since earlier: ChangePlan) -> BillingChange? {
    guard let before = earlier.billing?.after ?? billing?.before,
      let after = billing?.after ?? earlier.billing?.before, before != after
    else { return nil }
    let origins = billing?.origins ?? []
    let news = origins.filter { earlier.billing?.origins.contains($0) != true }
    return BillingChange(before: before, after: after, origins: news.isEmpty ? origins : news)
  }
}
