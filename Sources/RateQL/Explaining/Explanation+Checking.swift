extension Explanation {
  /// What is said of names, types and edits before anything runs.
  static let ofChecking: [Explanation] =
    ofNames + ofTypes + ofCalls + ofColumns + ofEdits + ofParameters
    + ofSettings
}
