import Foundation
import Rendering
import Sandbox
import TestSupport
import Testing

@testable import Commands

/// Without a folder for its journal nothing is written to a server that lasts.
@Suite("No state folder", .serialized)
struct StateFolderTests {
  private static let edit = ["-e", "rates | where prefix = \"44\" | set price_n += 5%"]
  private let folder = TemporaryFolder()

  @Test("an edit is not applied, a dry run is made, and a throw-away sandbox needs none")
  func refused() async throws {
    let folder = folder
    let table = try await SandboxServer(StateFolderTests.configuration)
    let before = try await table.table.records()
    try await table.whileServing { address in
      let without = CommandLineSetup.environment(address)
      let plan = folder.file("a.plan")
      let dry = await CommandLineSetup.run(
        StateFolderTests.edit + ["--plan-out", plan], environment: without)
      #expect(dry.status == 0, "\(dry)")
      for arguments in [
        StateFolderTests.edit + ["--apply"], ["apply", plan], ["undo", "--apply"], ["resume", "--apply"],
        ["undo"], ["resume"],
      ] {
        let refused = await CommandLineSetup.run(arguments, environment: without)
        #expect(refused.status == 2, "\(arguments): \(refused)")
        #expect(refused.messages.contains("XDG_STATE_HOME"), "\(arguments): \(refused)")
      }
      let after = try await table.table.records()
      #expect(after == before)
      let with = CommandLineSetup.environment(address, state: folder.path)
      let applied = await CommandLineSetup.run(["apply", plan], environment: with)
      #expect(applied.status == 0 && applied.messages.contains("(run 1)"), "\(applied)")
    }
    let sandbox = await CommandLineSetup.run(["--sandbox"] + StateFolderTests.edit + ["--apply"])
    #expect(sandbox.status == 0, "\(sandbox)")
  }

  @Test("a session can look, and says why it applies nothing")
  func session() async throws {
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      let lines = Pipe()
      lines.fileHandleForWriting.write(Data("rates | where prefix = \"44\" | set price_n += 5%\ny\n".utf8))
      try lines.fileHandleForWriting.close()
      let (output, messages) = (MemoryOutput(), MemoryOutput())
      let context = CommandContext(
        environment: CommandLineSetup.environment(address), output: output, messages: messages,
        inputDescriptor: lines.fileHandleForReading.fileDescriptor, inputIsTerminal: true)
      #expect(await CommandLineProgram.run([], in: context) == .done)
      #expect(await messages.text.contains("XDG_STATE_HOME"))
      let text = await output.text
      #expect(text.contains("Nothing was written: this session is read-only."), "\(text)")
    }
  }

  @Test("a folder of the standard's variable counts where its path is whole")
  func variables() {
    #expect(StateFolder.path([:]) == nil)
    #expect(StateFolder.path(["XDG_STATE_HOME": "", "HOME": ""]) == nil)
    #expect(StateFolder.path(["HOME": "/home/ann"]) == "/home/ann/.local/state/rateql")
    #expect(StateFolder.path(["XDG_STATE_HOME": "/state", "HOME": "/home/ann"]) == "/state/rateql")
    // Another folder in each place it is run in would be another journal, and another lock.
    #expect(StateFolder.path(["XDG_STATE_HOME": "state"]) == nil)
    #expect(
      StateFolder.path(["XDG_STATE_HOME": "state", "HOME": "/home/ann"]) == "/home/ann/.local/state/rateql")
  }

  private static var configuration: SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.deck = SampleRates.all
    return configuration
  }
}
