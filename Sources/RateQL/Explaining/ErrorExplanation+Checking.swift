extension ErrorExplanation {
  /// What is said of names, types and edits before anything runs.
  static let ofChecking: [ErrorExplanation] =
    ofNames + ofBlocks + ofCosts + ofRows + ofTypes + ofCalls + ofColumns + ofEdits + ofParameters
    + ofSettings
}
