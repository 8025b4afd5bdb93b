extension Statement {
  /// Whether it or a statement inside it edits.
  package var holdsEdit: Bool { unfolded.contains(where: \.isEdit) }
}
