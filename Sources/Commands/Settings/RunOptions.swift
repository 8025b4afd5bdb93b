import ArgumentParser

/// Everything that a program may be run with. Options may stand before a subcommand or after it; those after
/// it count.
struct RunOptions: ParsableArguments {
  @OptionGroup var script: ScriptOptions
  @OptionGroup var plans: PlanOptions
  @OptionGroup var rails: RailOptions
  @OptionGroup var edits: EditOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var diagnostics: DiagnosticOptions
  @OptionGroup var server: ServerOptions

  func overridden(by later: RunOptions) -> RunOptions {
    var result = self
    result.script = script.overridden(by: later.script)
    result.plans = plans.overridden(by: later.plans)
    result.rails = rails.overridden(by: later.rails)
    result.edits = edits.overridden(by: later.edits)
    result.output = output.overridden(by: later.output)
    result.diagnostics = diagnostics.overridden(by: later.diagnostics)
    result.server = server.overridden(by: later.server)
    return result
  }
}
