package import RateQL

/// How what is wrong is written: for a person, or for a program.
package enum DiagnosticFormat: String, CaseIterable, Sendable {
  case text, json
}

/// Writes what is wrong in the form that was asked for.
package struct DiagnosticWriter: Sendable {
  package var format: DiagnosticFormat
  package var style: Style
  /// The terminal's width; nil where there is none.
  package var width: Int?

  package init(_ format: DiagnosticFormat = .text, style: Style = .plain, width: Int? = nil) {
    self.format = format
    self.style = style
    self.width = width
  }

  package func draw(_ diagnostics: [Diagnostic]) -> String {
    switch format {
    case .text: DiagnosticText.draw(diagnostics, style: style, width: width)
    case .json: DiagnosticJSON.draw(diagnostics)
    }
  }

  package func draw(_ error: RunError) -> String {
    switch format {
    case .text: RunErrorText.draw(error, style: style, width: width)
    case .json: DiagnosticJSON.draw(error)
    }
  }

  /// An error about no place in a program.
  package func line(_ message: String) -> String {
    switch format {
    case .text: RunErrorText.line(message, style)
    case .json: DiagnosticJSON.draw(message, severity: "error")
    }
  }

  package func warning(_ message: String) -> String {
    switch format {
    case .text: "\(style(.changed, "warning")): \(VisibleText.make(message))\n"
    case .json: DiagnosticJSON.draw(message, severity: "warning")
    }
  }

  package func note(_ message: String) -> String {
    switch format {
    case .text: "note: \(VisibleText.make(message))\n"
    case .json: DiagnosticJSON.draw(message, severity: "note")
    }
  }
}
