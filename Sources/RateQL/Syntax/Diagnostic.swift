/// Something wrong with a program, or worth knowing, as data. It is drawn last, by whoever shows it.
public struct Diagnostic: Sendable, Hashable, Error {
  public enum Severity: String, Sendable, Hashable {
    case error, warning
  }

  /// A stable code such as `RQ2001`.
  public var code: String
  public var severity: Severity
  /// What is wrong, in the user's words, on one line.
  public var message: String
  /// Where, in ``source``; nil where the program as a whole is meant.
  public var span: Span?
  /// A few words to stand beside the place.
  public var label: String?
  /// What to do next, one line each.
  public var hints: [String]
  public var source: Source?

  package init(
    _ code: String, _ message: String, at span: Span?, label: String? = nil, hints: [String] = [],
    severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.hints = hints
  }

  package func hint(_ text: String?) -> Diagnostic {
    guard let text else { return self }
    var copy = self
    copy.hints.append(text)
    return copy
  }

  package func inSource(_ source: Source) -> Diagnostic {
    guard self.source == nil else { return self }
    var copy = self
    copy.source = source
    return copy
  }

  /// The source alone, and the place in it by offsets from its start.
  package var place: (source: Source, span: Span)? {
    guard let source, let span else { return nil }
    return (source.unplaced, span.shifted(-source.base))
  }

  /// With the source that its place is in.
  package func inSource(_ sources: SourceMap) -> Diagnostic {
    guard let span, let source = sources.source(of: span) else { return self }
    return inSource(source)
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line: `script.rql:3:15: error: no field …`.
  public var description: String {
    var place = ""
    if let source {
      place = source.name + ":"
      if let span { place += "\(source.line(at: span.start)):\(source.column(at: span.start)):" }
      place += " "
    }
    return "\(place)\(severity.rawValue): \(message)"
  }
}

/// The errors of a program that was not run because of them.
public struct ProgramErrors: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// Finds the nearest of some names, for "did you mean".
package enum Suggestion {
  /// The candidate closest to `name`, if it is close enough to be meant. Two that are equally close are
  /// joined so that they read well between backticks: `price_1` or `price_n`.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= 64 else { return nil }
    var best: (names: [String], distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      var distance = editDistance(wanted, other)
      // `price` for `price_n`, `desc` for `description`: a beginning is as good as one slip.
      if other.starts(with: wanted) && wanted.count >= 3 { distance = min(distance, 1) }
      if distance < (best?.distance ?? Int.max) {
        best = ([candidate], distance)
      } else if distance == best?.distance, best?.names.contains(candidate) == false {
        best?.names.append(candidate)
      }
    }
    guard let best, best.distance <= max(1, wanted.count / 3), best.names.count <= 3 else { return nil }
    return best.names.joined(separator: "` or `")
  }

  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    var beforeThat: [Int] = []
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeThat[j - 1] + 1) }
        current.append(cost)
      }
      beforeThat = previous
      previous = current
    }
    return previous[b.count]
  }
}
