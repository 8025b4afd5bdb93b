import RateQL
import Rendering
import Testing

private let mixed = PreviewModel(
  changes: [
    change(.create, id: nil, before: nil, after: rate("4470", [.description: .text("UK pagers")])),
    change(.update, id: "1", before: rate("4471"), after: rate("4471", [.priceN: number("0.0105")])),
    change(
      .update, id: "2", before: rate("4472", [.priceN: number("0.4")]),
      after: rate("4472", [.priceN: number("0.3"), .type: .symbol("LOCAL"), .price1: number("0.0525")])),
    change(
      .update, id: "3", before: rate("4473", [.priceN: number("0")]),
      after: rate("44739", [.prefix: .text("44739"), .description: .text("中国"), .priceN: number("1")])),
    change(.delete, id: "4", before: rate("4474"), after: nil),
  ], unchanged: 10)

struct PreviewTableTests {
  @Test("creates, updates and deletes side by side, prices with their change")
  func mixedChanges() async throws {
    #expect(
      try await preview(mixed) == """
           prefix        type            price_1                   price_n                description
        ─  ────────────  ──────────────  ────────────────────────  ─────────────────────  ────────────────
        +  4470          MOBILE                   0.0200                    0.0100        UK pagers
        ~  4471          MOBILE          0.0200                    0.0100 → 0.0105   +5%  UK mobile
        ~  4472          MOBILE → LOCAL  0.0200 → 0.0525  +162.5%  0.4000 → 0.3000  -25%  UK mobile
        ~  4473 → 44739  MOBILE          0.0200                    0.0000 → 1.0000        UK mobile → 中国
        -  4474          MOBILE          0.0200                    0.0100                 UK mobile
        created with free_seconds 0, grace_period 0, interval_1 60, interval_n 60, postcall_surcharge 1%

        1 to create, 3 to update, 1 to delete, 10 unchanged
        price_1: +162.5% in 1 rate
        price_n: smallest -25%, median -10%, largest +5%; 1 more from 0 or no price
        most extreme:
          4472  price_1  0.0200 → 0.0525  +162.5%
          4472  price_n  0.4000 → 0.3000   -25.0%
          4471  price_n  0.0100 → 0.0105    +5.0%

        """)
  }

  @Test("a narrow terminal keeps the mark, the prefix and what fits of the changed fields")
  func narrow() async throws {
    #expect(
      try await preview(mixed, .table, RenderSettings(width: 40)) == """
           prefix       price_1
        ─  ───────────  ────────────────────────
        +  4470                  0.0200
        ~  4471         0.0200
        ~  4472         0.0200 → 0.0525  +162.5%
        ~  4473 → 447…  0.0200
        -  4474         0.0200
        (3 columns not shown: type, price_n,
        description; use a wider terminal or
        --format json)
        created with free_seconds 0,
        grace_period 0, interval_1 60,
        interval_n 60, postcall_surcharge 1%

        1 to create, 3 to update, 1 to delete,
        10 unchanged
        price_1: +162.5% in 1 rate
        price_n: smallest -25%, median -10%,
        largest +5%; 1 more from 0 or no price
        most extreme:
          4472  0.0200 → 0.0525  +162.5%
          4472  0.4000 → 0.3000   -25.0%
          4471  0.0100 → 0.0105    +5.0%

        """)
  }

  @Test("colours tell created, updated and deleted; unchanged values stand back")
  func coloured() async throws {
    let model = PreviewModel(changes: [
      change(.create, id: nil, before: nil, after: [.prefix: .text("1"), .priceN: number("1")]),
      change(
        .update, id: "2", before: [.prefix: .text("2"), .priceN: number("1")],
        after: [.prefix: .text("2"), .priceN: number("2")]),
      change(
        .update, id: "3", before: [.prefix: .text("3"), .priceN: number("1"), .type: .symbol("LOCAL")],
        after: [.prefix: .text("3"), .priceN: number("1"), .type: .symbol("MOBILE")]),
      change(.delete, id: "4", before: [.prefix: .text("4"), .priceN: number("1")], after: nil),
    ])
    let text = try await preview(model, .table, RenderSettings(style: .coloured))
    #expect(
      text.replacing("\u{1B}", with: "^") == """
           ^[1mprefix^[0m  ^[1mtype^[0m            ^[1mprice_n^[0m       ^[1mdescription^[0m
        ^[2m─^[0m  ^[2m──────^[0m  ^[2m──────────────^[0m  ^[2m────────────^[0m  ^[2m───────────^[0m
        ^[32m+^[0m  ^[32m1^[0m                       ^[32m    1^[0m
        ^[33m~^[0m  2                       ^[33m1 → 2  +100%^[0m
        ^[33m~^[0m  3       ^[33mLOCAL → MOBILE^[0m  ^[2m1^[0m
        ^[31m-^[0m  ^[31m4^[0m                       ^[31m1^[0m

        ^[1m1 to create, 2 to update, 1 to delete^[0m

        """)
  }

  @Test("many changes: those that move prices farthest first, the rest counted")
  func many() async throws {
    let changes = (0..<1284).map { index in
      let before = number("0.01")
      let after = index == 700 ? number("0.05") : index == 900 ? number("0.001") : number("0.0105")
      return change(
        .update, id: "\(index)", before: rate("44\(index)", [.priceN: before]),
        after: rate("44\(index)", [.priceN: after]))
    }
    let text = try await preview(
      PreviewModel(changes: changes, unchanged: 1000), .table, RenderSettings(width: 71, previewRows: 3))
    #expect(
      text == """
           prefix  type    price_n                 description
        ─  ──────  ──────  ──────────────────────  ───────────
        ~  44700   MOBILE  0.0100 → 0.0500  +400%  UK mobile
        ~  44900   MOBILE  0.0100 → 0.0010   -90%  UK mobile
        ~  440     MOBILE  0.0100 → 0.0105    +5%  UK mobile
        … and 1,281 more; those whose prices change most are shown

        1,284 to update, 1,000 unchanged
        price_n: smallest -90%, median +5%, largest +400%

        """)
    // All rows are in the plan's order.
    let whole = try await preview(
      PreviewModel(changes: Array(changes[698...702])), .table, RenderSettings(previewRows: .max))
    let prefixes = whole.split(separator: "\n" as Character).filter { $0.hasPrefix("~") }
      .map { $0.split(separator: " " as Character)[1] }
    #expect(prefixes == ["44698", "44699", "44700", "44701", "44702"])
    #expect(whole.contains("most extreme:"))
  }

  @Test("rates that come and go, and prices that were 0, stand behind those that move")
  func behind() async throws {
    let changes = [
      change(.create, id: nil, before: nil, after: rate("1")),
      change(.update, id: "2", before: rate("2", [.priceN: .int(0)]), after: rate("2")),
      change(.update, id: "3", before: rate("3"), after: rate("3", [.priceN: number("0.0105")])),
      change(.delete, id: "4", before: rate("4"), after: nil),
      change(.update, id: "5", before: rate("5"), after: rate("5", [.price1: number("0.01")])),
      change(.update, id: "6", before: rate("6"), after: rate("6", [.priceN: number("0.02")])),
    ]
    let text = try await preview(PreviewModel(changes: changes), .table, RenderSettings(previewRows: 5))
    let prefixes = text.split(separator: "\n" as Character).prefix(7).dropFirst(2)
      .map { $0.split(separator: " " as Character)[1] }
    #expect(prefixes == ["6", "5", "3", "1", "2"])
    #expect(text.contains("… and 1 more; those whose prices change most are shown\n"))
  }

  @Test("the same change everywhere is said once")
  func uniform() async throws {
    let changes = (0..<3).map { index in
      change(
        .update, id: "\(index)", before: rate("4\(index)"),
        after: rate("4\(index)", [.priceN: number("0.0105")]))
    }
    #expect(
      try await preview(PreviewModel(changes: changes), .table, RenderSettings(previewRows: 0)) == """
        … and 3 more

        3 to update
        price_n: +5% in each of 3 rates

        """)
  }

  @Test("nothing changes")
  func nothing() async throws {
    #expect(try await preview(PreviewModel(changes: [], unchanged: 1234)) == "no changes, 1,234 unchanged\n")
    #expect(try await preview(PreviewModel(changes: [])) == "no changes\n")
  }

  @Test("billing settings and what created rates have in common")
  func billing() async throws {
    let model = PreviewModel(
      changes: [
        change(.create, id: nil, before: nil, after: rate("1", [.connectFee: .int(0), .interval1: .int(1)])),
        change(
          .create, id: nil, before: nil, after: rate("2", [.connectFee: .int(0), .interval1: .int(60)])),
      ],
      billing: [PreviewBillingChange(.account, before: .symbol("TENANT"), after: .symbol("USER"))])
    #expect(
      try await preview(model) == """
           prefix  type    interval_1  price_1  price_n  description
        ─  ──────  ──────  ──────────  ───────  ───────  ───────────
        +  1       MOBILE   1          0.02     0.01     UK mobile
        +  2       MOBILE  60          0.02     0.01     UK mobile
        created with free_seconds 0, grace_period 0, interval_n 60, connect_fee 0, postcall_surcharge 1%
        ~ billing: account TENANT → USER

        2 to create, billing settings to change

        """)
  }

  @Test("unknown and null sides of a change")
  func unknown() async throws {
    let model = PreviewModel(changes: [
      change(
        .update, id: "1",
        before: [.prefix: .text("44"), .description: .null, .postcallSurcharge: percent("0.01")],
        after: [
          .prefix: .text("44"), .connectFee: number("0.05"), .description: .text("x\u{1B}y"),
          .postcallSurcharge: percent("0.025"),
        ])
    ])
    #expect(
      try await preview(model) == """
           prefix  type  connect_fee  postcall_surcharge  description
        ─  ──────  ────  ───────────  ──────────────────  ───────────
        ~  44            ? → 0.05     1.0% → 2.5%         null → x␛y

        1 to update

        """)
  }

  @Test("no line is wider than the terminal", arguments: 2...100)
  func neverTooWide(_ width: Int) async throws {
    let text = try await preview(mixed, .table, RenderSettings(width: width))
    for line in text.split(separator: "\n" as Character) {
      #expect(DisplayWidth.of(String(line)) <= width, "\(text)")
    }
  }
}
