import RateQL
import TestSupport
import Testing

@Suite("Values and functions of the host")
struct HostEnvironmentTests {
  private struct OwnError: Error, CustomStringConvertible {
    let description = "the tariff is not known"
  }

  private static let tier = HostFunction(
    "tier", [.init("price", .decimal), .init("zone", .text)], gives: .int, summary: "the tariff's tier"
  ) { arguments in
    guard case .number(let price) = arguments[0] else { throw OwnError() }
    return price > ExactDecimal(1) ? .number(ExactDecimal(2)) : .number(.one)
  }

  private func session(
    _ variables: [HostVariable] = [], _ functions: [HostFunction] = []
  ) throws -> Session {
    let environment = try HostEnvironment(variables: variables, functions: functions)
    return Session(store: SampleRates.store(), compiler: Compiler(environment: environment))
  }

  private func diagnostics(_ text: String, _ session: Session) -> [String] {
    do throws(ProgramErrors) {
      _ = try session.check(session.parse(Source(name: "test", text: text)))
      return []
    } catch {
      return error.diagnostics.map { "\($0) \($0.hints)" }
    }
  }

  @Test("a variable has a value and a type")
  func variable() async throws {
    let markup = HostVariable("markup", .percent(try #require(ExactDecimal("0.05"))))
    let session = try session([markup, HostVariable("zone", .text("44"))])
    let rows = try await session.rows(
      of: "rates | where prefix startswith zone | extend new = price_n + markup | sort prefix | take 1")
    #expect(rows.first?.decimal("new") == ExactDecimal("0.0126"))
    #expect(session.names == ["markup", "zone"])
    #expect(
      diagnostics("rates | where price_n > zone", session)
        == ["test:1:25: error: `price_n > zone` can't go with a number and a text []"]
        || diagnostics("rates | where price_n > zone", session).count == 1)
    #expect(diagnostics("print markp", session).first?.contains("did you mean `markup`?") == true)
  }

  @Test("a null and a decimal that happens to be whole need their type")
  func types() throws {
    #expect(HostVariable("x", .null).type == nil)
    #expect(HostVariable("x", .number(.one)).type == .int)
    #expect(throws: HostEnvironmentError.self) { try HostEnvironment(variables: [HostVariable("x", .null)]) }
    #expect(throws: HostEnvironmentError.self) {
      try HostEnvironment(variables: [HostVariable("x", .text("a"), type: .int)])
    }
    let environment = try HostEnvironment(variables: [
      HostVariable("x", .null, type: .decimal), HostVariable("y", .number(.one), type: .decimal),
      HostVariable("z", .list([.text("44"), .text("49")])), HostVariable("t", .symbol("MOBILE")),
    ])
    #expect(environment.variables.map(\.type) == [.decimal, .decimal, .list(.text), .symbol(.rateType)])
  }

  @Test(
    "names that mean something are refused, all at once",
    arguments: [
      ("price_n", "a field"), ("ID", "a field"), ("mobile", "a rate type"), ("where", "a word"),
      ("row", "a word"), ("Round", "a function"), ("count", "a function"), ("2x", "no name"), ("", "no name"),
      ("a b", "no name"), ("naïve", "no name"), ("twice", "given twice"),
    ])
  func names(_ name: String, reason: String) throws {
    let error = #expect(throws: HostEnvironmentError.self) {
      try HostEnvironment(
        variables: [HostVariable(name, .bool(true)), HostVariable("twice", .bool(true))],
        functions: [HostFunction("TWICE", gives: .regex) { _ in .null }])
    }
    #expect(error?.problems.contains { $0.contains("`\(name)`") && $0.contains(reason) } == true)
    #expect(error?.problems.contains { $0.contains("the result can't be") } == true)
  }

  @Test("a program can't give a host's name another meaning", arguments: ["let markup = 1", "let TIER = 1"])
  func taken(_ text: String) throws {
    let session = try session([HostVariable("markup", .bool(true))], [HostEnvironmentTests.tier])
    #expect(diagnostics(text, session).first?.contains("given by the host program") == true)
  }

  @Test("a function is called for each row")
  func function() async throws {
    let rows = try await session([], [HostEnvironmentTests.tier])
      .rows(of: "rates | where Tier(price_n, zone: prefix) = 2 | select prefix, t = tier(price_n, prefix)")
    #expect(rows.map { $0.text("prefix") } == ["881"])
    #expect(rows.columns.last?.type == .int)
    #expect(rows.first?.values == [.text("881"), .number(ExactDecimal(2))])
  }

  @Test(
    "its calls are checked as those of built-in functions",
    arguments: [
      ("print tier(1)", "`tier` needs more arguments", "tier(price, zone)"),
      ("print tier(1, \"a\", 2)", "`tier` takes fewer arguments", "tier(price, zone)"),
      ("print tier(\"a\", \"b\")", "`price` of `tier` is a number, but this is a text", ""),
      ("print tier(1, price: \"b\")", "no argument `price` in this place", ""),
      ("print upper(tier(1, \"a\"))", "`text` of `upper` is a text, but this is a whole number", ""),
      ("print teir(1, \"a\")", "there is no function `teir`", "did you mean `tier`?"),
    ])
  func calls(_ text: String, message: String, hint: String) throws {
    let found = diagnostics(text, try session([], [HostEnvironmentTests.tier]))
    #expect(found.count == 1)
    #expect(found.first?.contains(message) == true, "\(found)")
    #expect(found.first?.contains(hint) == true || hint.isEmpty, "\(found)")
  }

  @Test("it is offered for completion")
  func completion() throws {
    let names = try session([], [HostEnvironmentTests.tier]).compiler.functionNames
    #expect(names.contains("tier") && names.contains("round") && names.contains("median"))
  }

  @Test("what it throws, and a result of another type, are told with their place")
  func failures() async throws {
    let failing = HostFunction("failing", [.init("x", .decimal)], gives: .decimal) { _ in throw OwnError() }
    let wrong = HostFunction("wrong", gives: .int) { _ in .text("a") }
    let unwhole = HostFunction("unwhole", gives: .int) { _ in .number(ExactDecimal(significand: 15, scale: 1))
    }
    let session = try session([], [failing, wrong, unwhole])
    for (text, message) in [
      ("rates | where failing(price_n) > 1", "edit:1:15: error: `failing` failed: the tariff is not known"),
      ("print wrong()", "edit:1:7: error: `wrong` gave a, which is not a whole number"),
      ("print 1 + unwhole()", "edit:1:11: error: `unwhole` gave 1.5, which is not a whole number"),
    ] {
      let error = await #expect(throws: RunError.self) { try await session.changes(of: text) }
      #expect(error?.diagnostic?.description == message)
    }
  }

  @Test("definitions call it and take its name from nobody; a fraction comes rounded")
  func definitions() async throws {
    let double = HostFunction("double", [.init("x", .decimal)], gives: .decimal) { arguments in
      guard case .number(let number) = arguments[0] else { return .null }
      return .number(try number.adding(number))
    }
    let third = HostVariable("third", .fraction(try ExactFraction(.one, over: 3)))
    let session = try session([third], [double])
    let collector = ResultCollector()
    let text = "def four(x) = double(double(x))\nprint \"{four(third)}\"\nprint \"{four(2)}\""
    let program = try session.check(session.parse(Source(name: "test", text: text)))
    _ = try await session.run(program, sink: collector)
    #expect(collector.printed == ["1.333333333333333332", "8"])
    for text in ["def double(x) = x", "def f(third) = third", "for third in rates { print third.prefix }"] {
      #expect(diagnostics(text, session).contains { $0.contains("given by the host program") }, "\(text)")
    }
  }

  @Test("null makes null, unless the function takes it; it may give null")
  func nulls() async throws {
    let shy = HostFunction("shy", [.init("x", .text)], gives: .bool) { _ in .bool(true) }
    let bold = HostFunction("bold", [.init("x", .text)], gives: .bool, takesNull: true) { arguments in
      arguments == [.null] ? .bool(true) : .null
    }
    let session = try session([], [shy, bold])
    #expect(try await session.rows(of: "rates | where not shy(description)").isEmpty)
    #expect(try await session.rows(of: "rates | where shy(description)").count == 9)
    #expect(
      try await session.rows(of: "rates | where bold(description)").map { $0.text("prefix") } == ["999"])
  }
}
