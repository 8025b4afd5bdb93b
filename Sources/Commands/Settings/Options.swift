import ArgumentParser
import RateQL
import Rendering

/// Which server, and how to sign in.
struct ServerOptions: ParsableArguments {
  @Option(help: "The API's address, such as https://pbx.example.com:8887.")
  var url: String?

  @Option(help: "A profile of the configuration file.")
  var profile: String?

  @Option(help: ArgumentHelp("A file whose first line is the access token.", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp("The tenant's SIP domain; with a token it says whose it is.", valueName: "domain"))
  var domain: String?

  @Option(help: ArgumentHelp("Certificates (PEM) to trust instead of the system's.", valueName: "file"))
  var cacert: String?

  @Flag(help: "Do not verify the server's certificate; `rateql trust` does better.")
  var insecure = false

  @Option(help: "Requests under way at a time, 1 to 256.")
  var connections: Int?

  @Flag(help: "Leave no condition and no order to the server: read its lists whole, and choose here.")
  var fullScan = false

  @Flag(help: "Show every request and answer on standard error; secrets are masked.")
  var trace = false

  @Flag(help: "Use a sandbox PBX of its own, whatever is configured.")
  var sandbox = false

  @Option(help: ArgumentHelp("The sandbox's database file; a temporary one otherwise.", valueName: "file"))
  var sandboxDb: String?

  /// Options may stand before a subcommand or after it; those after it count.
  func overridden(by later: ServerOptions) -> ServerOptions {
    var result = self
    result.url = later.url ?? url
    result.profile = later.profile ?? profile
    result.tokenFile = later.tokenFile ?? tokenFile
    result.domain = later.domain ?? domain
    result.cacert = later.cacert ?? cacert
    result.insecure = later.insecure || insecure
    result.connections = later.connections ?? connections
    result.fullScan = later.fullScan || fullScan
    result.trace = later.trace || trace
    result.sandbox = later.sandbox || sandbox
    result.sandboxDb = later.sandboxDb ?? sandboxDb
    return result
  }
}

/// How results are written.
struct OutputOptions: ParsableArguments {
  @Option(help: "How results are written.")
  var format: OutputFormat?

  @Flag(help: "Keep CSV cells from being taken for formulas by a spreadsheet.")
  var excelSafe = false

  func overridden(by later: OutputOptions) -> OutputOptions {
    var result = self
    result.format = later.format ?? format
    result.excelSafe = later.excelSafe || excelSafe
    return result
  }

  /// How results look where they go.
  func settings(_ context: CommandContext) -> RenderSettings {
    RenderSettings(
      style: context.outputStyle, width: context.outputIsTerminal ? context.width() : nil,
      excelSafe: excelSafe)
  }
}

extension OutputFormat: ExpressibleByArgument {}

/// How what is wrong with a script is told.
struct DiagnosticOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How errors and notes are written to standard error; json: an object a line.", valueName: "format"))
  var diagnostics: DiagnosticFormat?

  var format: DiagnosticFormat { diagnostics ?? .text }

  func overridden(by later: DiagnosticOptions) -> DiagnosticOptions {
    var result = self
    result.diagnostics = later.diagnostics ?? diagnostics
    return result
  }
}

extension DiagnosticFormat: ExpressibleByArgument {}

/// What a script is run with.
struct ScriptOptions: ParsableArguments {
  @Flag(help: "Write what the script would change; without it nothing is written.")
  var apply = false

  @Option(
    name: .customLong("param"),
    help: ArgumentHelp("A value for a `param` of the script; may be given again.", valueName: "name=value"))
  var parameters: [String] = []

  func overridden(by later: ScriptOptions) -> ScriptOptions {
    var result = self
    result.apply = later.apply || apply
    result.parameters = parameters + later.parameters.filter { !parameters.contains($0) }
    return result
  }

  /// - Throws: ``CommandFailure`` where one is not of the form `name=value`, or given twice.
  func values() throws -> [String: String] {
    var values: [String: String] = [:]
    for parameter in parameters {
      guard let equals = parameter.firstIndex(of: "="), equals != parameter.startIndex else {
        throw CommandFailure(.usage, "--param takes name=value, not `\(parameter)`")
      }
      let name = String(parameter[..<equals])
      guard values.updateValue(String(parameter[parameter.index(after: equals)...]), forKey: name) == nil
      else { throw CommandFailure(.usage, "--param \(name) is given twice") }
    }
    return values
  }
}
