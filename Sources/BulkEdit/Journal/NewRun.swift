/// What a run is about, as it is told to the journal before anything is written.
package struct NewRun: Sendable {
  package var kind: RunKind
  package var target: RunTarget
  /// What made the plan: a script's file, `-e`, or a plan file.
  package var script: String
  /// The user's own words.
  package var note: String?
  /// The run whose changes this one takes back.
  package var undoes: Int64?
  /// The digest of the saved plan that is carried out.
  package var planDigest: String?

  package init(
    kind: RunKind, target: RunTarget, script: String, note: String? = nil, undoes: Int64? = nil,
    planDigest: String? = nil
  ) {
    self.kind = kind
    self.target = target
    self.script = script
    self.note = note
    self.undoes = undoes
    self.planDigest = planDigest
  }
}

package enum RunKind: String, Sendable, Hashable, CaseIterable {
  case apply, undo
}
