import RateQL

@main
struct Embedding {
  static func main() async {
    do {
      try await run()
    } catch {
      print("failed: \(error)")
    }
  }

  static func run() async throws {
    // 1. Where the rates are: a table in memory here, a store of the host's own, or a PBX by `PBXClient`.
    let store = InMemoryRateStore(name: "demo", records: try Table.rates())

    // 2. What programs get from the host: values, and functions that are called for each row.
    let environment = try HostEnvironment(
      variables: [HostVariable("markup", .percent(ExactDecimal(significand: 5, scale: 2)))],
      functions: [Table.zone])

    // 3. A session with limits: a program can't read or calculate for ever.
    let session = Session(
      store: store, compiler: Compiler(environment: environment),
      limits: RunLimits(rows: 100_000, steps: 10_000_000, time: .seconds(30)))

    try await look(session)
    await beWrong(session)
    await stop(store)
    try await edit(session, store)
  }

  /// Rows of a query, by column. What comes from outside goes into parameters, never into the text.
  static func look(_ session: Session) async throws {
    let table = try await session.rows(
      of: """
        param wanted: string
        rates | where zone(prefix) = wanted | sort price_n desc | select prefix, price_n, new = price_n + markup
        """, parameters: ["wanted": "Britain"])
    for row in table {
      print(row.text("prefix") ?? "", row.decimal("price_n") ?? .zero, row.decimal("new") ?? .zero)
    }
  }

  /// Mistakes are data: a code, a place, hints.
  static func beWrong(_ session: Session) async {
    do {
      _ = try await session.rows(of: "rates | where prise_n > markup and zone(price_n) = 1")
    } catch let errors as ProgramErrors {
      for diagnostic in errors.diagnostics { print(diagnostic, diagnostic.hints.joined(separator: "; ")) }
    } catch {
      print(error)
    }
  }

  /// What uses too much is ended, with the place where it was.
  static func stop(_ store: some RateStore) async {
    let strict = Session(store: store, limits: RunLimits(rows: 2))
    do {
      _ = try await strict.rows(of: "rates | where price_n > 1")
    } catch RunError.limit(let kind, let diagnostic) {
      print("limit on \(kind):", diagnostic)
    } catch {
      print(error)
    }
  }

  /// The four steps one by one: parse, check, plan, run. The edit is looked at before it is carried out.
  static func edit(_ session: Session, _ store: some RateStore) async throws {
    let text = "rates | where type = MOBILE | set price_n += markup"
    let program = try session.check(session.parse(Source(name: "raise", text: text)))
    let asked = try await session.plan(program)
    print("asks the store:", asked.reads.count, "read,", asked.fullReads, "of the whole table")
    let changes = try await session.run(program)
    for change in changes.changes {
      for field in change.changedFields {
        print(change.label, field.name, change.before?[field] ?? .null, "->", change.after?[field] ?? .null)
      }
    }
    try await apply(changes, to: store)
    let raised = try await session.rows(of: "rates | where type = MOBILE | summarize highest = max(price_n)")
    print("highest:", raised.first?.decimal("highest") ?? .zero)
  }

  /// Carries a plan out: each rate is read by id right before, compared, and written whole.
  static func apply(_ plan: ChangePlan, to store: some RateStore) async throws {
    // A prefix is freed before it is taken: the waves are in that order.
    for change in try plan.waves().joined() {
      guard let id = change.id else {
        if let record = change.after { _ = try await store.create(record) }
        continue
      }
      guard let stored = try await store.rate(id: id), change.drift(from: stored).isEmpty else {
        print("\(change.label) is not what it was: left alone")
        continue
      }
      if let record = change.record(over: stored) {
        try await store.update(id: id, to: record)
      } else {
        try await store.delete(id: id)
      }
    }
    if let billing = plan.billing, try await store.billing() == billing.before {
      try await store.setBilling(billing.after)
    }
  }
}
