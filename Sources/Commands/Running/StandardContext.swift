import Foundation
import LineEditor
import Rendering
import Repl

/// The command line in its process: standard input, output and error, the environment, signals.
package enum StandardContext {
  package static func run(_ arguments: [String]) async -> Int32 {
    // Asked by scripts and completions all the time: it needs neither signals nor the argument parser.
    if arguments == ["--version"] {
      return puts(Version.text) >= 0 && fflush(nil) == 0
        ? ExitStatus.done.rawValue : ExitStatus.failed.rawValue
    }
    let interrupts = Interrupts()
    let output = DescriptorOutput.standardOutput()
    let context = CommandContext(
      environment: ProcessInfo.processInfo.environment, output: output,
      messages: DescriptorOutput.standardError(), interrupts: interrupts,
      inputIsTerminal: TerminalFacts.isTerminal(0), outputIsTerminal: TerminalFacts.isTerminal(1),
      messagesAreTerminal: TerminalFacts.isTerminal(2), width: { output.terminalWidth })
    return await SignalWatch.run(interrupts) {
      await CommandLineProgram.run(arguments, in: context).rawValue
    }
  }
}
