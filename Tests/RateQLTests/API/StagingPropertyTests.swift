import RateQL
import Rendering
import TestSupport
import Testing

/// Programs of one staging are to each other what the statements of one script are.
@Suite("Random programs of a staging")
struct StagingPropertyTests {
  private static let seed: UInt64 = 16_180

  private func run(_ text: String, _ session: Session, _ output: MemoryOutput) async throws -> ChangePlan {
    let sink = FormattingSink(
      output: output, messages: MemoryOutput(), format: .csv, settings: RenderSettings())
    return try await session.run(session.check(session.parse(Source(name: "case", text: text))), sink: sink)
  }

  /// The statements in order, some to each program.
  private func split(_ statements: [String], _ random: inout SeededRandom) -> [String] {
    var programs: [String] = []
    for statement in statements {
      if let last = programs.last, Int.random(in: 0..<3, using: &random) == 0 {
        programs[programs.count - 1] = last + "\n" + statement
      } else {
        programs.append(statement)
      }
    }
    return programs
  }

  /// Changes without the lines that made them, which differ.
  private func plain(_ plan: ChangePlan?) -> [Change]? {
    plan?.changes.map { change in
      var change = change
      change.origins = []
      return change
    }
  }

  @Test("show and plan what the same text does as one program; one that fails leaves nothing behind")
  func sameAsOneProgram() async throws {
    var random = SeededRandom(seed: StagingPropertyTests.seed)
    var (ended, failed) = (0, 0)
    for number in 0..<200 {
      let statements = (0..<Int.random(in: 2...7, using: &random)).map { _ in
        let list = Bool.random(using: &random) ? OverlayPropertyTests.edits : OverlayPropertyTests.reads
        return list.randomElement(using: &random) ?? ""
      }
      let programs = split(statements, &random)
      let note =
        "case \(number) of seed \(StagingPropertyTests.seed):\n\(programs.joined(separator: "\n--\n"))"
      let trusted: StoreCapabilities = Bool.random(using: &random) ? .all : .none

      let whole = MemoryOutput()
      var plan: ChangePlan?
      do {
        plan = try await run(
          statements.joined(separator: "\n"), Session(store: ListingStore(trusted: trusted)), whole)
      } catch RunError.invalidPlan {}

      let parts = MemoryOutput()
      let session = Session(store: ListingStore(trusted: trusted))
      session.begin()
      var isInvalid = false
      for program in programs {
        let before = plain(session.staged)
        do {
          _ = try await run(program, session, parts)
        } catch RunError.invalidPlan {
          // In one script a later statement could still mend it; a program has to hold by itself.
          isInvalid = true
          #expect(plain(session.staged) == before, "\(note)")
          break
        }
      }
      if isInvalid {
        failed += 1
        continue
      }
      ended += 1
      #expect(plain(session.staged) == plain(plan), "\(note)")
      #expect(session.staged?.unchangedCount == plan?.unchangedCount, "\(note)")
      #expect(session.staged?.roundedAwayCount == plan?.roundedAwayCount, "\(note)")
      #expect(await parts.text == whole.text, "\(note)")
    }
    #expect(ended > 100 && failed > 0)
  }

  @Test("a program's own changes lead from what was staged before it to what is staged after it")
  func steps() async throws {
    var random = SeededRandom(seed: StagingPropertyTests.seed)
    for number in 0..<100 {
      let session = Session(store: ListingStore())
      session.begin()
      var shown: [String: RateRecord] = [:]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let edit = OverlayPropertyTests.edits.randomElement(using: &random) ?? ""
        let note = "case \(number) of seed \(StagingPropertyTests.seed): \(edit)"
        let before = try await planned(session)
        let step: ChangePlan
        do {
          step = try await run(edit, session, MemoryOutput())
        } catch RunError.invalidPlan {
          #expect(try await planned(session) == before, "\(note)")
          continue
        }
        shown = before
        for change in step.changes {
          let id = change.id ?? (change.before ?? change.after)?.id ?? "?"
          #expect(same(shown[id], change.before), "\(note)")
          shown[id] = change.after
        }
        let now = try await planned(session)
        #expect(Set(shown.keys) == Set(now.keys), "\(note)")
        for (id, record) in now { #expect(same(shown[id], record), "\(note)") }
      }
    }
  }

  /// The table as reads see it, by id.
  private func planned(_ session: Session) async throws -> [String: RateRecord] {
    let table = try await session.rows(of: "rates")
    var rates: [String: RateRecord] = [:]
    for row in table {
      var record = RateRecord()
      for field in RateField.listed { record[field] = row[field.name] }
      rates[record.id ?? "?"] = record
    }
    return rates
  }

  /// Whether both have the same in every field that lists show.
  private func same(_ a: RateRecord?, _ b: RateRecord?) -> Bool {
    RateField.listed.allSatisfy { a?[$0] == b?[$0] }
  }

  @Test("mean what a plain model says, names, pins and snapshots included")
  func scripts() async throws {
    var random = SeededRandom(seed: StagingPropertyTests.seed)
    for number in 0..<200 {
      let store = ListingStore(SampleRates.store(), trusted: Bool.random(using: &random) ? .all : .none)
      var model = PlainModel(SampleRates.all)
      for _ in 0..<Int.random(in: 1...6, using: &random) { model.step(&random) }
      let programs = split(model.script, &random)
      let note =
        "script \(number) of seed \(StagingPropertyTests.seed):\n\(programs.joined(separator: "\n--\n"))"

      let session = Session(
        store: store, compiler: Compiler(files: PlainModelTests.Tables(tables: model.files)))
      session.begin()
      let output = MemoryOutput()
      do {
        for program in programs { _ = try await run(program, session, MemoryOutput()) }
        _ = try await run("rates | sort prefix | select prefix, type, price_1, price_n", session, output)
      } catch {
        Issue.record("\(error)\n\(note)")
        continue
      }
      #expect(PlainModelTests.rates(of: await output.text) == model.sorted, "shown by \(note)")
      try await store.write(try #require(session.takeStaged()))
      #expect(PlainModel(await store.table.all).sorted == model.sorted, "left by \(note)")
    }
  }
}
