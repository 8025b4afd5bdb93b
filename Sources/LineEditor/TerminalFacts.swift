import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

package struct TerminalSize: Sendable, Equatable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// What the program needs to know of the terminal it writes to, if it is one.
package enum TerminalFacts {
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The window's size, else COLUMNS and LINES, else 80 by 24.
  package static func size(
    of descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> TerminalSize {
    var window = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    return TerminalSize(
      columns: positive(known ? Int(window.ws_col) : 0) ?? positive(environment["COLUMNS"]) ?? 80,
      rows: positive(known ? Int(window.ws_row) : 0) ?? positive(environment["LINES"]) ?? 24)
  }

  /// Colours are for a terminal that can show them and a user who has not declined (https://no-color.org).
  package static func wantsColour(
    on descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    wantsColour(isTerminal: isTerminal(descriptor), environment)
  }

  package static func wantsColour(isTerminal: Bool, _ environment: [String: String]) -> Bool {
    isTerminal && environment["NO_COLOR", default: ""].isEmpty && !isDumb(environment)
  }

  /// True where the terminal can only print one character after another.
  package static func isDumb(_ environment: [String: String]) -> Bool {
    let name = environment["TERM", default: ""]
    return name.isEmpty || name == "dumb"
  }

  private static func positive(_ number: Int) -> Int? { number > 0 ? number : nil }
  private static func positive(_ text: String?) -> Int? { text.flatMap { Int($0) }.flatMap(positive) }
}
