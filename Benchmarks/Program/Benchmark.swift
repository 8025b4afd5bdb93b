import RateQL

/// The measuring program of `scripts/bench`: holds many rates in memory and does what standard input says.
///
/// Each command is one line, each answer ends with a line that is a single point:
/// - `data PATH`: writes the rates to a file, tabs between the fields, prices as integers at five digits.
/// - `run PROGRAM`: parses, checks and runs a program, throws its rows away; answers the nanoseconds.
/// - `show PROGRAM`: the same, and answers its rows, tabs between the cells.
/// - `check PATH`: reads a script, then parses and checks it; answers the nanoseconds of the latter.
/// - `script PATH LINES`: writes a varied script of about that many lines.
@main
enum Benchmark {
  /// How many rates a store hands over at a time, unless the second argument says otherwise.
  private static let batchSize = 1_000_000

  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let (rows, size) = (arguments.first ?? 0, arguments.dropFirst().first ?? batchSize)
    let store = HeldStore(RateMaker(seed: 7).batches(of: max(1, size), rows: rows))
    while let line = readLine() {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { break }
      do {
        try await answer(words[0], words[1], store)
      } catch let errors as ProgramErrors {
        for diagnostic in errors.diagnostics { print("error: \(diagnostic.message)") }
      } catch {
        print("error: \(error)")
      }
      print(".")
      flushOutput()
    }
  }

  private static func answer(_ command: String, _ rest: String, _ store: HeldStore) async throws {
    switch command {
    case "data": try store.write(to: rest)
    case "run": print(try await time(rest, store, sink: DiscardingSink()))
    case "show": _ = try await time(rest, store, sink: PrintingSink())
    case "check": print(try check(try TextFile.read(rest), store))
    case "script":
      let words = rest.split(separator: " ").map(String.init)
      try TextFile.write(ScriptMaker.script(lines: words.last.flatMap { Int($0) } ?? 0), to: words[0])
    default: print("error: there is no command \(command)")
    }
  }

  /// From the text of a program to its last row, as a new session does it.
  private static func time(
    _ text: String, _ store: HeldStore, sink: any ResultSink
  ) async throws -> Int64 {
    let clock = ContinuousClock()
    let start = clock.now
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "benchmark", text: text)))
    _ = try await session.run(program, sink: sink)
    return nanoseconds(clock.now - start)
  }

  private static func check(_ text: String, _ store: HeldStore) throws -> Int64 {
    let clock = ContinuousClock()
    let start = clock.now
    let session = Session(store: store)
    _ = try session.check(session.parse(Source(name: "benchmark", text: text)))
    return nanoseconds(clock.now - start)
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000
  }
}
