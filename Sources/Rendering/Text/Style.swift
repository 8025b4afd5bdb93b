/// Colours and weights, or none. Nothing else in the program writes escape sequences for them.
package struct Style: Sendable, Hashable {
  package enum Role: Sendable, Hashable, CaseIterable {
    case header
    case added, removed, changed
    /// What matters less than its neighbours: null, rules, unchanged values.
    case faint
  }

  package let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  package static let plain = Style(isOn: false)
  package static let coloured = Style(isOn: true)

  package func callAsFunction(_ role: Role?, _ text: String) -> String {
    guard isOn, let role, !text.isEmpty else { return text }
    return "\u{1B}[\(code(role))m\(text)\u{1B}[0m"
  }

  private func code(_ role: Role) -> Int {
    switch role {
    case .header: 1
    case .added: 32
    case .removed: 31
    case .changed: 33
    case .faint: 2
    }
  }
}
