import ArgumentParser

/// Everything that a program may be run with.
struct RunOptions: ParsableArguments {
  @OptionGroup var script: ScriptOptions
  @OptionGroup var plans: PlanOptions
  @OptionGroup var rails: RailOptions
  @OptionGroup var writing: WritingOptions

  /// Options may stand before a subcommand or after it; those after it count.
  func overridden(by later: RunOptions) -> RunOptions {
    var result = self
    result.script = script.overridden(by: later.script)
    result.plans = plans.overridden(by: later.plans)
    result.rails = rails.overridden(by: later.rails)
    result.writing = writing.overridden(by: later.writing)
    return result
  }
}
