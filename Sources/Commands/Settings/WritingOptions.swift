import ArgumentParser

/// What every command takes that may write to a server: how it writes, how it tells what it does, and where.
///
/// The guard rails stand apart, since the rest of a run has passed them.
struct WritingOptions: ParsableArguments {
  @OptionGroup var edits: EditOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var diagnostics: DiagnosticOptions
  @OptionGroup var server: ServerOptions

  /// Options may stand before a subcommand or after it; those after it count.
  func overridden(by later: WritingOptions) -> WritingOptions {
    var result = self
    result.edits = edits.overridden(by: later.edits)
    result.output = output.overridden(by: later.output)
    result.diagnostics = diagnostics.overridden(by: later.diagnostics)
    result.server = server.overridden(by: later.server)
    return result
  }
}
