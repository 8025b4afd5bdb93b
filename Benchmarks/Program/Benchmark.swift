import RateQL

/// The measuring program of `scripts/bench`: does what standard input says with a table of so many rates.
///
/// Each command is one line; each answer ends with a line that is a single point:
/// - `data PATH`: writes the rates to a file.
/// - `run PROGRAM`: parses, checks and runs a program, throws its rows away; answers the nanoseconds.
/// - `show PROGRAM`: the same, and answers its rows, tabs between the cells.
/// - `check PATH`: reads a script, then parses and checks it in a new session; answers the nanoseconds of the
///   latter.
/// - `index PATH`: reads prefixes, one a line, and makes the index of them; answers the nanoseconds of the
///   latter.
/// - `rate PATH`: reads numbers, one a line, and finds the longest prefix of each; answers the nanoseconds of the
///   latter.
/// - `rated PATH`: the same answers, for each number the line of its prefix, from 0, or -1.
/// - `script PATH LINES`: writes a varied script of so many lines.
@main
enum Benchmark {
  static func main() async throws {
    let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
    let store = MadeStore(rows: rows, seed: 7)
    let session = Session(store: store)
    var calls = CallTable()
    while let line = readLine() {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { break }
      do {
        switch words[0] {
        case "data": try await store.write(to: words[1])
        case "run": print(try await time(words[1], session, DiscardingSink()))
        case "show": _ = try await time(words[1], session, PrintingSink())
        case "check": print(try check(readFile(words[1])))
        case "index": print(nanoseconds(try calls.index(words[1])))
        case "rate": print(nanoseconds(try calls.rate(words[1])))
        case "rated":
          _ = try calls.rate(words[1])
          print(calls.rated.map { "\($0)" }.joined(separator: "\n"))
        case "script": try writeScript(words[1].split(separator: " ").map(String.init))
        default: print("error: there is no command \(words[0])")
        }
      } catch let errors as ProgramErrors {
        for diagnostic in errors.diagnostics { print("error: \(diagnostic.message)") }
      } catch {
        print("error: \(error)")
      }
      print(".")
      flushOutput()
    }
  }

  /// From the text of a program to its last row.
  private static func time(_ text: String, _ session: Session, _ sink: any ResultSink) async throws -> Int64 {
    let clock = ContinuousClock()
    let start = clock.now
    let program = try session.check(session.parse(Source(name: "benchmark", text: text)))
    _ = try await session.run(program, sink: sink)
    return nanoseconds(clock.now - start)
  }

  private static func check(_ text: String) throws -> Int64 {
    let clock = ContinuousClock()
    let start = clock.now
    let compiler = Compiler()
    _ = try compiler.check(compiler.parse(Source(name: "benchmark", text: text)))
    return nanoseconds(clock.now - start)
  }

  private static func writeScript(_ words: [String]) throws {
    guard words.count == 2, let lines = Int(words[1]) else { return }
    let file = try OutputFile(words[0])
    file.write(ScriptMaker.script(lines: lines))
    try file.close()
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000
  }
}
