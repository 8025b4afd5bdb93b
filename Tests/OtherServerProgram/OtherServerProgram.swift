import Foundation
import OtherServer
import RateQL

/// Serves an ``OtherServer`` until it is ended: the program of scripts/other-server.
@main
enum OtherServerProgram {
  static func main() async throws {
    let settings: OtherSettings
    do throws(WrongUse) {
      settings = try Options.read(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("\(error.text)\n".utf8))
      exit(2)
    }
    let server = OtherServer(settings)
    try await server.run {
      let quirks = settings.quirks.map(\.rawValue).sorted()
      let text = """
        other server: \(server.url)
        token: \(settings.token)
        user: \(settings.user), password: \(settings.password), domain: \(settings.domain)
        quirks: \(quirks.isEmpty ? "none" : quirks.joined(separator: ", "))

        """
      // Unbuffered, so that who waits for the address through a pipe gets it.
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }
}

/// A command line that is not understood, or help that was asked for.
struct WrongUse: Error {
  let text: String

  static let help = WrongUse(
    text: """
      usage: other-server [--quirk NAME]... [--rates FILE.json|N] [--port P] [--page-cap N] [--every N]
      quirks: \(Quirk.allCases.map(\.rawValue).joined(separator: " "))
      """)
}

enum Options {
  static func read(_ arguments: [String]) throws(WrongUse) -> OtherSettings {
    var settings = OtherSettings(rates: MadeRates.rates(250))
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw .help }
      switch option {
      case "--quirk":
        guard let quirk = Quirk(rawValue: value) else {
          throw WrongUse(text: "there is no quirk `\(value)`\n" + WrongUse.help.text)
        }
        try add(quirk, to: &settings)
      case "--rates": settings.rates = try rates(value)
      case "--port": settings.port = try number(value)
      case "--page-cap": settings.pageCap = try number(value)
      case "--every": settings.every = try number(value)
      default: throw .help
      }
    }
    return settings
  }

  private static func add(_ quirk: Quirk, to settings: inout OtherSettings) throws(WrongUse) {
    for other in settings.quirks where other != quirk && !quirk.goes(with: other) {
      throw WrongUse(text: "no client can be right on a server with \(quirk.rawValue) and \(other.rawValue)")
    }
    settings.quirks.insert(quirk)
  }

  private static func number(_ text: String) throws(WrongUse) -> Int {
    guard let number = Int(text), number >= 0 else { throw WrongUse(text: "`\(text)` is no whole number") }
    return number
  }

  private static func rates(_ text: String) throws(WrongUse) -> [RateRecord] {
    if let count = Int(text) { return MadeRates.rates(count) }
    guard let data = FileManager.default.contents(atPath: text) else {
      throw WrongUse(text: "\(text) can't be read")
    }
    do throws(WrongRates) {
      return try RateFile.read(Array(data))
    } catch {
      throw WrongUse(text: "\(text): \(error.description)")
    }
  }
}
