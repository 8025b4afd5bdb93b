import ArgumentParser
import PBXClient
import RateQL
import Rendering

/// `rateql trust`: pins the certificate of a PBX that no authority vouches for.
struct TrustCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Show a server's certificate and, on a yes, trust it and no other from then on.",
    discussion: """
      For a PBX with a self-signed certificate. It connects, shows the certificate with its fingerprint, and asks; \
      compare the fingerprint with the PBX's own before you say yes. From then on every command takes this very \
      certificate from that host and port, whatever names and dates it has, and refuses any other.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "The server; port 8887 unless given. Left out, the one that is configured.", valueName: "host[:port]"))
  var host: String?

  @Option(
    help: ArgumentHelp(
      "Do not ask: trust the certificate if it has this fingerprint.", valueName: "sha256:…"))
  var fingerprint: String?

  @Flag(help: "List the certificates that are trusted.")
  var list = false

  @Option(
    help: ArgumentHelp("Trust the pinned certificate of this server no longer.", valueName: "host[:port]"))
  var remove: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var server: ServerOptions
  @ParentCommand var parent: RootCommand

  func validate() throws {
    guard !list || (host == nil && fingerprint == nil && remove == nil) else {
      throw ValidationError("--list goes by itself")
    }
    guard remove == nil || (host == nil && fingerprint == nil) else {
      throw ValidationError("--remove names its own server, and takes no fingerprint")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    try parent.refuseProgram(beside: "trust")
    guard let pins = TrustedCertificates(context.environment) else {
      throw CommandFailure(
        .failed, "there is no place to remember certificates in: set HOME or XDG_STATE_HOME")
    }
    if list { return try await tell(pins, context) }
    if let remove {
      let server = try TrustCommand.address(remove)
      guard try await pins.remove(server) else {
        throw CommandFailure(
          .usage,
          "no certificate of \(server.authority) is trusted; `rateql trust --list` shows those that are")
      }
      await context.note("the certificate of \(server.authority) is not trusted any more")
      return .done
    }
    let wanted = try fingerprint.map { text in
      guard let wanted = CertificateFingerprint(text) else {
        throw CommandFailure(.usage, "--fingerprint takes sha256: and 64 hexadecimal digits, not `\(text)`")
      }
      return wanted
    }
    guard
      let address = try host.map(TrustCommand.address)
        ?? ServerChoice(parent.server.overridden(by: server), context.environment).address
    else {
      throw CommandFailure(.usage, "name the server: `rateql trust HOST`, with :PORT where that is not 8887")
    }
    return try await TrustQuestion(pins: pins, address: address, context: context).settle(wanted)
  }

  private func tell(_ pins: TrustedCertificates, _ context: CommandContext) async throws -> ExitStatus {
    let entries = try pins.all()
    guard !entries.isEmpty else {
      await context.note("no certificate is trusted by hand; the system's authorities vouch for all")
      return .done
    }
    var table = ResultTable(
      columns: ["server", "subject", "valid_until", "trusted_since", "fingerprint"].map {
        ResultColumn(name: $0, type: .text)
      })
    table.append(
      [
        .values(entries.map { .text($0.server) }), .values(entries.map { .text($0.subject) }),
        .values(entries.map { .text(DateText.day($0.validUntil)) }),
        .values(entries.map { .text(DateText.day($0.trustedSince)) }),
        .values(entries.map { .text($0.fingerprint) }),
      ], count: entries.count)
    try await JournalTables.write(table, to: context, parent.output.overridden(by: output))
    return .done
  }

  /// `HOST`, `HOST:PORT`, an IPv6 address with or without brackets, or a whole https:// address.
  static func address(_ text: String) throws -> PBXAddress {
    if text.contains("://") {
      let address = try PBXAddress(text)
      guard address.scheme == "https" else {
        throw CommandFailure(
          .usage, "\(address.url) is spoken to without TLS: it has no certificate to trust")
      }
      return address
    }
    let colons = text.count { $0 == ":" }
    let host = colons > 1 && !text.hasPrefix("[") ? "[\(text)]" : text
    let hasPort = host.hasPrefix("[") ? !host.hasSuffix("]") : colons == 1
    do {
      return try PBXAddress("https://\(host)" + (hasPort ? "" : ":\(PBXAddress.vendorPort)"))
    } catch {
      throw CommandFailure(
        .usage, "`\(text)` is no server: write its name or address, with :PORT where needed")
    }
  }
}
