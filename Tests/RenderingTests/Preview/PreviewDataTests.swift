import FoundationEssentials
import RateQL
import Rendering
import Testing

private struct Change: Decodable {
  var change: String
  var id: String?
  var prefix: String?
  var before: Fields?
  var after: Fields?

  struct Fields: Decodable {
    var prefix: String?
    var priceN: Decimal?
    var connectFee: Decimal?
    var account: String?

    enum CodingKeys: String, CodingKey {
      case prefix, account
      case priceN = "price_n"
      case connectFee = "connect_fee"
    }
  }
}

private let model = PreviewModel(
  changes: [
    change(.create, id: nil, before: nil, after: [.prefix: .text("1"), .priceN: number("0.10")]),
    change(
      .update, id: "7", before: [.prefix: .text("44"), .priceN: number("0.01"), .connectFee: .int(0)],
      after: [.prefix: .text("44"), .priceN: number("0.0105"), .connectFee: .int(0)]),
    change(.delete, id: "8", before: [.prefix: .text("=2"), .description: .text("a,b")], after: nil),
  ],
  billing: [PreviewBillingChange(.account, before: .symbol("TENANT"), after: .symbol("USER"))])

struct PreviewDataTests {
  @Test("JSON: each change with all known fields before and after")
  func json() async throws {
    #expect(
      try await preview(model, .json) == """
        [
          {"change": "create", "id": null, "prefix": "1", "before": null, \
        "after": {"prefix": "1", "price_n": 0.1}},
          {"change": "update", "id": "7", "prefix": "44", \
        "before": {"prefix": "44", "connect_fee": 0, "price_n": 0.01}, \
        "after": {"prefix": "44", "connect_fee": 0, "price_n": 0.0105}},
          {"change": "delete", "id": "8", "prefix": "=2", \
        "before": {"prefix": "=2", "description": "a,b"}, "after": null},
          {"change": "billing", "id": null, "prefix": null, "before": {"account": "TENANT"}, \
        "after": {"account": "USER"}}
        ]

        """)
    #expect(try await preview(PreviewModel(changes: []), .json) == "[]\n")
  }

  @Test("NDJSON: the same objects, one a line, which a reader gets exactly")
  func ndjson() async throws {
    let lines = try await preview(model, .ndjson).split(separator: "\n" as Character)
    let changes = try lines.map { try JSONDecoder().decode(Change.self, from: Data($0.utf8)) }
    #expect(changes.map(\.change) == ["create", "update", "delete", "billing"])
    #expect(changes.map(\.id) == [nil, "7", "8", nil])
    #expect(
      changes.map { $0.after?.priceN } == [Decimal(string: "0.1"), Decimal(string: "0.0105"), nil, nil])
    #expect(changes.map { $0.before?.connectFee } == [nil, 0, nil, nil])
    #expect(changes.last?.after?.account == "USER")
    #expect(try await preview(PreviewModel(changes: []), .ndjson) == "")
  }

  @Test("CSV: a line for each change, every field before and after")
  func csv() async throws {
    let rows = try CSVParser.parse(try await preview(model, .csv, RenderSettings(excelSafe: true)))
    let header = try #require(rows.first).map(\.text)
    #expect(header.prefix(5) == ["change", "id", "prefix", "prefix_before", "prefix_after"])
    #expect(header.count == 3 + 2 * RateField.writable.count + 2 * BillingField.allCases.count)
    #expect(rows.allSatisfy { $0.count == header.count })
    func column(_ name: String) throws -> [String] {
      let index = try #require(header.firstIndex(of: name))
      return rows.dropFirst().map { $0[index].text }
    }
    #expect(try column("change") == ["create", "update", "delete", "billing"])
    #expect(try column("id") == ["", "7", "8", ""])
    #expect(try column("prefix") == ["1", "44", "'=2", ""])
    #expect(try column("price_n_before") == ["", "0.01", "", ""])
    #expect(try column("price_n_after") == ["0.1", "0.0105", "", ""])
    #expect(try column("description_before") == ["", "", "a,b", ""])
    #expect(try column("billing_account_after") == ["", "", "", "USER"])

    let plain = try CSVParser.parse(try await preview(PreviewModel(changes: []), .csv))
    #expect(plain.map(\.count) == [3 + 2 * RateField.writable.count])
  }

  @Test("every change is in the data, however many the table shows")
  func whole() async throws {
    let changes = (0..<3000).map { index in
      change(
        .update, id: "\(index)", before: rate("\(index)"), after: rate("\(index)", [.priceN: .int(index)]))
    }
    let many = PreviewModel(changes: changes)
    #expect(try await preview(many, .ndjson).utf8.count { $0 == UInt8(ascii: "\n") } == 3000)
    #expect(try CSVParser.parse(try await preview(many, .csv)).count == 3001)
  }
}
