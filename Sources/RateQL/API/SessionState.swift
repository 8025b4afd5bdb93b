/// What a session goes on from, program by program.
struct SessionState: Sendable {
  var memory: SessionMemory
  /// Nil while edits are not staged.
  var staging: Staging?
}

/// The edits of several programs, in one plan.
struct Staging: Sendable {
  var changes = ChangePlan()
  /// What was read since the staging began; it tells one staging from another, too.
  let answers = KeptAnswers()
  /// A program that edits is under way.
  var isEdited = false
}
