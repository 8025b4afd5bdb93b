import RateQL
import TestSupport
import Testing

/// The tables that help, messages and the reference are written from.
@Suite("Help tables")
struct HelpTableTests {
  @Test("every keyword has its entry", arguments: Keyword.allCases)
  func keywords(_ keyword: Keyword) throws {
    guard let help = keyword.help else {
      Issue.record(
        """
        the keyword `\(keyword.rawValue)` has no help: add `.\(keyword.rawValue): KeywordHelp(SYNTAX, SUMMARY, \
        EXAMPLE)` to Sources/RateQL/Syntax/Keyword+Help.swift
        """)
      return
    }
    #expect(help.syntax.contains(keyword.rawValue), "the syntax names the word")
    #expect(help.example.contains(keyword.rawValue), "the example shows the word")
    #expect(!help.summary.isEmpty && !help.summary.hasSuffix("."))
  }

  @Test("every operator has its entry", arguments: BinaryOperator.allCases)
  func operators(_ operation: BinaryOperator) {
    let isThere =
      Keyword(rawValue: operation.rawValue)?.help != nil
      || OperatorHelp.all.contains { $0.sign == operation.rawValue }
    #expect(isThere, "`\(operation.rawValue)` has no entry in Sources/RateQL/Syntax/OperatorHelp.swift")
    let listed = OperatorHelp.precedence.contains { line in
      line.split(separator: " ").contains { $0 == operation.rawValue }
    }
    #expect(listed, "`\(operation.rawValue)` has no place in the order of operators")
  }

  @Test("every example runs", arguments: Keyword.allCases)
  func examples(_ keyword: Keyword) async throws {
    guard let help = keyword.help else { return }
    try await run(help.example)
  }

  @Test("every operator's example runs")
  func operatorExamples() async throws {
    for help in OperatorHelp.all { try await run(help.example) }
  }

  @Test("every function's example runs")
  func functionExamples() async throws {
    for function in ScalarFunction.allCases {
      try await run("rates | extend x = \(function.signature.example) | take 1")
    }
    for aggregate in Aggregate.allCases { try await run("rates | \(aggregate.signature.example)") }
  }

  private func run(_ program: String) async throws {
    let session = Session(store: SampleRates.store(), compiler: Compiler(files: SampleFiles()))
    do {
      let checked = try session.check(session.parse(Source(name: "example", text: program)))
      _ = try await session.run(checked, sink: SilentSink())
    } catch let error as ProgramErrors {
      Issue.record("`\(program)`: \(error)")
    } catch {
      Issue.record("`\(program)`: \(error)")
    }
  }
}
