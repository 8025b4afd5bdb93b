import LineEditor
import RateQL
package import Rendering
package import Repl

/// The world a command runs in: injected, so that commands run in tests without a terminal or a process.
package struct CommandContext: Sendable {
  package var environment: [String: String]
  package var output: any TextOutput
  package var messages: any TextOutput
  package var interrupts: Interrupts
  /// Descriptors that a REPL reads from and writes to.
  package var inputDescriptor: Int32
  package var outputDescriptor: Int32
  /// Nil where standard error is no terminal.
  package var messagesAreTerminal: Bool
  package var inputIsTerminal: Bool
  package var outputIsTerminal: Bool
  package var width: @Sendable () -> Int?
  /// How what is wrong is written to ``messages``.
  package var diagnostics = DiagnosticFormat.text

  package init(
    environment: [String: String], output: any TextOutput, messages: any TextOutput,
    interrupts: Interrupts = Interrupts(), inputDescriptor: Int32 = 0, outputDescriptor: Int32 = 1,
    inputIsTerminal: Bool = false, outputIsTerminal: Bool = false, messagesAreTerminal: Bool = false,
    width: @escaping @Sendable () -> Int? = { nil }
  ) {
    self.environment = environment
    self.output = output
    self.messages = messages
    self.interrupts = interrupts
    self.inputDescriptor = inputDescriptor
    self.outputDescriptor = outputDescriptor
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.messagesAreTerminal = messagesAreTerminal
    self.width = width
  }

  /// Whether colours may be used on an output that is a terminal or not.
  private func style(_ isTerminal: Bool) -> Style {
    Style(isOn: TerminalFacts.wantsColour(isTerminal: isTerminal, environment))
  }

  package var outputStyle: Style { style(outputIsTerminal) }
  package var messageStyle: Style { style(messagesAreTerminal) }

  package var writer: DiagnosticWriter {
    DiagnosticWriter(diagnostics, style: messageStyle, width: messagesAreTerminal ? width() : nil)
  }

  /// The errors of a script that was not run, and where to read more.
  func told(_ errors: ProgramErrors) -> String {
    let text = writer.draw(errors.diagnostics)
    guard diagnostics == .text, let code = errors.diagnostics.first?.code, ErrorExplanation.find(code) != nil
    else {
      return text
    }
    return text + "\n`rateql explain-error \(code)` tells more.\n"
  }

  /// An error that is no place in a script, of one line or several.
  func tell(_ text: String) async {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try? await messages.write(
      diagnostics == .text
        ? RunErrorText.line(lines.first ?? "", messageStyle)
          + lines.dropFirst().map { VisibleText.make($0) + "\n" }.joined()
        : writer.line(text))
    try? await messages.flush()
  }

  package func warn(_ text: String) async {
    try? await messages.write(writer.warning(text))
    try? await messages.flush()
  }

  package func note(_ text: String) async {
    try? await messages.write(writer.note(text))
    try? await messages.flush()
  }
}
