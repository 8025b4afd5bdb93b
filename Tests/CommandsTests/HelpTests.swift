import Foundation
import RateQL
import Repl
import Testing

@testable import Commands

@Suite("rateql help and explain-error")
struct HelpTests {
  @Test("help on commands is that of the commands themselves")
  func commands() async throws {
    let plain = await CommandLineSetup.run(["help"])
    #expect(plain.output == (await CommandLineSetup.run(["--help"])).output)
    #expect(plain.status == 0)
    for command in ["run", "check", "export", "sandbox", "explain-error", "help"] {
      let result = await CommandLineSetup.run(["help", command])
      #expect(result.status == 0)
      #expect(result.output.contains("USAGE: rateql \(command)"), "\(command)")
      let own = await CommandLineSetup.run([command, "--help"])
      #expect(
        result.output.trimmingCharacters(in: .newlines) == own.output.trimmingCharacters(in: .newlines),
        "\(command)")
      #expect(plain.output.contains("\n  \(command) "), "\(command)")
    }
  }

  @Test("a word of the language, with its example")
  func words() async throws {
    let expected = [
      "where": "where CONDITION: only rows for which it is true\n  rates | where price_n > 0.05\n",
      "ROUND": """
      round(value, [digits]): rounded to `digits` after the point (0 where left out), half away from zero
        round(price_n, digits: 2)

      """,
      "price_n": "price_n (a number): money per minute in further intervals, five digits\n",
      "+=": """
      +=: in `set`: gives the field its value plus what follows
        rates | where prefix = "44" | set price_n += 5%

      """,
      "type": """
      type (a rate type): LOCAL, NATIONAL, INTERNATIONAL or MOBILE

      type, a billing setting: a billing type
        billing set type = …

      """,
      "mobile": "MOBILE is one of LOCAL, NATIONAL, INTERNATIONAL, MOBILE\n",
      "percent": "percent, a type of parameters: write it with its sign, such as 5%\n  param NAME: percent\n",
    ]
    for (word, text) in expected {
      let result = await CommandLineSetup.run(["help", word])
      #expect(result.output == text, "\(word)")
      #expect(result.status == 0)
    }
  }

  @Test("every word has help, and every kind names all of its words")
  func everyWord() async {
    for word in HelpText.words { #expect(HelpText.topic(word) != nil, "\(word)") }
    let kinds: [(String, [String])] = [
      ("stages", Keyword.allCases.filter { $0.role == .stage }.map(\.rawValue)),
      ("statements", Keyword.allCases.filter { $0.role == .statement }.map(\.rawValue)),
      ("functions", ScalarFunction.names + Aggregate.names),
      ("fields", RateField.allCases.map(\.name)),
      ("operators", BinaryOperator.allCases.map(\.rawValue)),
      ("types", ParameterType.names + SymbolKind.allCases.flatMap(\.names)),
    ]
    #expect(Set(kinds.map(\.0)) == Set(HelpTopic.allCases.map(\.rawValue)))
    for (kind, words) in kinds {
      let result = await CommandLineSetup.run(["help", kind])
      #expect(result.status == 0)
      for word in words { #expect(result.output.contains(word), "\(kind): \(word)") }
    }
  }

  @Test("the kinds are laid out in two columns")
  func layout() async {
    let result = await CommandLineSetup.run(["help", "types"])
    #expect(
      result.output == """
        Types of parameters:
          int                                  write digits, such as 44
          decimal                              write digits with a point, such as 0.05
          percent                              write it with its sign, such as 5%
          duration                             write days, hours, minutes, seconds, such as 2m30s
          date                                 write year, month and day, such as 2026-03-01
          string                               any text
          bool                                 write true or false
          rate_type                            write LOCAL, NATIONAL, INTERNATIONAL, MOBILE

        Names that stand for themselves:
          LOCAL NATIONAL INTERNATIONAL MOBILE  a rate type
          TENANT USER                          a billing account
          OFFLINE ONLINE                       a billing type

        """)
  }

  @Test("a word that is none")
  func unknown() async {
    let near = await CommandLineSetup.run(["help", "wher"])
    #expect(near.messages == "error: there is no help on `wher`; did you mean `where`?\n")
    #expect(near.status == 2)
    let command = await CommandLineSetup.run(["help", "chek"])
    #expect(command.messages == "error: there is no help on `chek`; did you mean `check`?\n")
    let far = await CommandLineSetup.run(["help", "xyzzy"])
    #expect(far.messages.hasPrefix("error: there is no help on `xyzzy`; `rateql help` lists"))
    #expect(await CommandLineSetup.run(["help", "a", "b"]).status == 2)
  }

  @Test("explain-error tells why, with the program wrong and right")
  func explain() async {
    let result = await CommandLineSetup.run(["explain-error", "rq2012"])
    #expect(
      result.output == """
        RQ2012: a comparison with null

        Null is the absence of a value, and no comparison with it is true, not even `null = null`.
        So it would choose nothing. `is null` asks whether there is a value.

        Wrong:
          rates | where description = null

        Right:
          rates | where description is null

        """)
    #expect(result.status == 0)
    #expect(await CommandLineSetup.run(["help", "RQ2012"]).output == result.output)
    let given = await CommandLineSetup.run(["explain-error", "RQ2052"])
    #expect(given.output.contains("\nWrong, with --param markup=5:\n"))
  }

  @Test("explain-error lists all codes, and names the nearest to one that is none")
  func codes() async {
    let list = await CommandLineSetup.run(["explain-error"])
    #expect(list.output.split(separator: "\n").count == ErrorExplanation.all.count)
    #expect(list.output.hasPrefix("RQ1001  a character that means nothing\nRQ1002  "))
    let near = await CommandLineSetup.run(["explain-error", "RQ2009"])
    #expect(
      near.messages
        == "error: there is no code `RQ2009`; the nearest is RQ2010, types that don't go together\n")
    #expect(near.status == 2)
    let none = await CommandLineSetup.run(["explain-error", "where"])
    #expect(none.messages == "error: `where` is not a code such as RQ2001\n")
    #expect(none.status == 2)
  }

  @Test("errors of a script end with where to read more")
  func toldMore() async {
    let result = await CommandLineSetup.run(["-e", "rates | wher x", "-e", "print y"])
    #expect(result.messages.hasSuffix("\n\n`rateql explain-error RQ1012` tells more.\n"))
  }
}
