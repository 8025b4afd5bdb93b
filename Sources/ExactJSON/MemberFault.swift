/// What is wrong with a member of a document whose form is known, and where.
package struct MemberFault: Error, Hashable, CustomStringConvertible {
  package enum Reason: Hashable {
    /// It is no JSON.
    case syntax(String)
    /// Another kind of value is wanted here.
    case form
    case missing
    case unknown
    case twice
    /// What the document's own rules say.
    case said(String)
  }

  /// `changes[3].before.price_n`; empty for the document itself.
  package let place: String
  package let reason: Reason

  /// The same fault, seen from the object or array around it.
  ///
  /// - Parameter part: the member's name, or the element's `[3]`.
  func within(_ part: String) -> MemberFault {
    let isApart = place.first.map { $0 != "[" } ?? false
    return MemberFault(place: isApart ? "\(part).\(place)" : part + place, reason: reason)
  }

  package var description: String {
    let place = place.isEmpty ? "the document" : place
    return switch reason {
    case .syntax(let what): what
    case .form: "\(place) has another form"
    case .missing: "\(place) is missing"
    case .unknown: "\(place) is not known"
    case .twice: "\(place) is there twice"
    case .said(let what): "\(place): \(what)"
    }
  }
}
