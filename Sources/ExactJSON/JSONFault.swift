/// What is wrong with an answer's JSON.
@usableFromInline
package enum JSONFault: Error, Hashable {
  /// Not JSON at all, from this byte on.
  case syntax(String, at: Int)
  /// JSON, but not of the form that the contract gives.
  case shape(String)

  package var text: String {
    switch self {
    case .syntax(let what, let offset): "its JSON is broken at byte \(offset): \(what)"
    case .shape(let what): what
    }
  }
}
