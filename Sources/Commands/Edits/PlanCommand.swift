import ArgumentParser
import BulkEdit
import RateQL
import Rendering
import Repl

/// `rateql plan show FILE`.
struct PlanCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Look at saved plans.", subcommands: [PlanShowCommand.self])

  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    throw CommandFailure(.usage, "`plan` needs a word behind it: `rateql plan show FILE`")
  }
}

/// `rateql plan show FILE`: what a saved plan would change; no server is asked.
struct PlanShowCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a saved plan would change; no server is asked.")

  @ArgumentParser.Argument(help: "The plan file.")
  var file: String

  @Flag(help: "Show every change.")
  var all = false

  @Flag(help: "Show no change, but how many there are, how far prices move and which move farthest.")
  var summary = false

  @OptionGroup var output: OutputOptions
  @ParentCommand var parent: PlanCommand

  func validate() throws {
    guard !all || !summary else {
      throw ValidationError("--all shows every change and --summary none: give one of them")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let saved = try PlanStore.read(file).plan
    let output = parent.parent.output.overridden(by: output)
    let format = output.format ?? .table
    if format == .table { try await context.output.write(VisibleText.make(PlanHeading.text(saved)) + "\n") }
    var settings = output.settings(context)
    if all { settings.previewRows = .max }
    let preview = PlanPreview(output: context.output, settings: settings)
    let model = PreviewModel(saved.plan())
    if summary {
      try await preview.writeSummary(model, as: format)
    } else {
      try await preview.write(model, as: format)
    }
    if format == .table, let rounded = EditFlow.rounded(saved.plan()) {
      try await context.output.write(rounded + ".\n")
      try await context.output.flush()
    }
    return .done
  }
}

/// What is said of a saved plan as a whole.
enum PlanHeading {
  static func text(_ plan: PlanFile) -> String {
    var text = "Plan of \(plan.script) for \(plan.target.label), made \(DateText.make(plan.made))"
    if let note = plan.note { text += ": \(note)" }
    if plan.asserts > 0 {
      text += " (\(HumanNumber.count(plan.asserts, "assertion")) held then)"
    }
    return text
  }
}

/// `rateql apply FILE`: naming a saved plan is the yes.
struct ApplyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Carry out a saved plan, on the server that it was made for.")

  @ArgumentParser.Argument(help: "The plan file.")
  var file: String

  @OptionGroup var rails: RailOptions
  @OptionGroup var writing: WritingOptions
  @ParentCommand var parent: RootCommand

  var diagnosticFormat: DiagnosticFormat { parent.diagnostics.overridden(by: writing.diagnostics).format }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "apply")
    let (saved, digest) = try PlanStore.read(file)
    let options = parent.options.writing.overridden(by: writing)
    let connection = try Connection(options.server, context)
    try connection.refuseReadOnly()
    // What let the plan through lets it through now, if nothing else is said.
    let rails = try parent.options.rails.overridden(by: rails)
      .rails(connection.settings.rails, of: saved.rails)
    try options.edits.checkFiles()
    let file = file
    return try await connection.withSession { server in
      guard saved.target == server.target else {
        throw CommandFailure(
          .usage,
          "\(file) was made for \(saved.target.difference(from: server.target)); nothing was written")
      }
      let desk = try EditDesk.open(server, options.edits.policy, context, writes: true)
      await desk.tellUnfinished(context)
      let plan = saved.plan()
      guard !plan.isEmpty else {
        await context.note("the plan changes nothing")
        return .done
      }
      // Prefixes that others took since are found one by one: they need not keep the other changes back.
      let faults = plan.faults()
      guard faults.isEmpty else { throw RunError.invalidPlan(faults) }
      let run = EditRun(context, desk, rails: rails, options: options.edits, output: options.output)
      return try await run.carryOut(
        plan,
        BulkEditor.Origin(script: saved.script, note: options.edits.note ?? saved.note, digest: digest))
    }
  }
}
