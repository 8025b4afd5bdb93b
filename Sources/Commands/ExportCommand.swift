import ArgumentParser
import PBXClient
import Rendering

/// `rateql export`: the server's own export, as a file.
struct ExportCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Save the server's own export of its rates as a file.",
    discussion: "Without -o the file gets the name that the server suggests, in this folder.")

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; - for standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace the file where there is one.")
  var replace = false

  @OptionGroup var server: ServerOptions
  @ParentCommand var parent: RootCommand

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "export")
    let connection = try Connection(parent.server.overridden(by: server), context)
    let (target, replace) = (output, replace)
    return try await connection.withSession { session in
      try await session.export { export in
        if target == "-" {
          try await export.forEachChunk { try await context.output.write($0) }
          try await context.output.flush()
          return
        }
        let path = target ?? export.suggestedName
        let file = try NewFile(path, replaces: replace)
        do {
          try await export.forEachChunk { try file.write($0) }
          try file.finish()
        } catch {
          file.discard()
          throw error
        }
        await context.note("saved as \(path)")
      }
      return .done
    }
  }
}
