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
    return try await connection.withSession { server in
      let session = server.session
      try await session.export { export in
        if target == "-" {
          try await export.forEachChunk { try await context.output.write($0) }
          try await context.output.flush()
          return
        }
        let path = target ?? export.suggestedName
        try await ExportCommand.save(export, as: path, replacing: replace)
        await context.note("saved as \(path)")
      }
      return .done
    }
  }

  private static func save(_ export: PBXExport, as path: String, replacing: Bool) async throws {
    do {
      let file = try NewFile(path, replaces: replacing, mode: 0o600)
      do {
        try await export.forEachChunk { try await file.write($0) }
        try await file.finish()
      } catch {
        await file.discard()
        throw error
      }
    } catch NewFile.Fault.exists {
      throw CommandFailure(.usage, "\(path) is there already; name another file with -o, or give --replace")
    } catch NewFile.Fault.failed(let reason) {
      throw CommandFailure(.failed, "\(path) can't be written: \(reason)")
    }
  }
}
