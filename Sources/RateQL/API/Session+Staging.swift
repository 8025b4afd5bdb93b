/// Edits of several programs that make one plan: between ``Session/begin()`` and ``Session/takeStaged()`` or
/// ``Session/rollback()``, programs are to each other what the statements of one script are.
///
/// Later reads see what is staged. What was read is not asked again, and keeps its values for as long as the
/// staging lasts. A program that fails changes nothing of what is staged. A view whose condition reads a field
/// that was edited since it was named can't be used (RQ2039) until the staging is over.
extension Session {
  /// From here on edits are staged; false where they are already, and then nothing changes.
  @discardableResult
  public func begin() -> Bool {
    let begins = state.withLock { state in
      guard state.staging == nil else { return false }
      state.staging = Staging()
      return true
    }
    if begins { compiler.startStaging() }
    return begins
  }

  /// Everything staged so far, checked against the API's rules: nil where nothing was begun.
  public var staged: ChangePlan? { state.withLock { $0.staging?.changes } }

  /// Ends the staging and drops its edits, which are returned; nil where nothing was begun. The names that its
  /// programs gave are kept.
  @discardableResult
  public func rollback() -> ChangePlan? { endStaging() }

  /// Ends the staging and hands its edits over, for whoever writes them; nil where nothing was begun. Reads see
  /// the store alone from here on. The names that its programs gave are kept; a `pin` does not go on to name
  /// rates that were staged to be created, since their ids come with the writing.
  public func takeStaged() -> ChangePlan? { endStaging() }

  private func endStaging() -> ChangePlan? {
    let changes = state.withLock { state in
      defer { state.staging = nil }
      if state.staging != nil { state.memory.forgetPlannedRates() }
      return state.staging?.changes
    }
    if changes != nil { compiler.endStaging() }
    return changes
  }

  // MARK: A program of a staging

  /// What the program starts from. Of those that edit, one at a time may be under way.
  func enter(_ program: CheckedProgram) throws(RunError) -> SessionState {
    try state.withLock { state throws(RunError) in
      var start = state
      guard program.edits, let staging = state.staging else { return start }
      guard !staging.isEdited else { throw RunError.failed(.stagingIsEdited) }
      state.staging?.isEdited = true
      start.staging?.isEdited = true
      return start
    }
  }

  /// Keeps what the program leaves behind, and gives what it changed.
  func leave(_ start: SessionState, _ end: End) throws(RunError) -> ChangePlan {
    try state.withLock { state throws(RunError) in
      guard let staging = start.staging else {
        state.memory = end.memory
        if end.changes.count(.create) > 0 { state.memory.forgetPlannedRates() }
        return end.changes
      }
      let goesOn = state.staging?.answers === staging.answers
      if staging.isEdited {
        guard goesOn else { throw RunError.failed(.stagingIsOver) }
        state.staging?.changes = end.changes.goneOn(from: staging.changes)
        state.staging?.isEdited = false
      }
      state.memory = end.memory
      if !goesOn { state.memory.forgetPlannedRates() }
      return end.changes.step(since: staging.changes)
    }
  }

  /// The program failed: others may edit again.
  func abandon(_ start: SessionState) {
    guard let staging = start.staging, staging.isEdited else { return }
    state.withLock { state in
      if state.staging?.answers === staging.answers { state.staging?.isEdited = false }
    }
  }
}

extension Diagnostic {
  fileprivate static var stagingIsEdited: Diagnostic {
    Diagnostic(
      "RQ3060", "another program of this session stages its edits now", at: nil,
      hints: ["run it again when that one has ended, or in a session of its own"])
  }

  fileprivate static var stagingIsOver: Diagnostic {
    Diagnostic(
      "RQ3061", "the edits of this program are dropped: what it was staged behind was taken or rolled back",
      at: nil, hints: ["run it again"])
  }
}
