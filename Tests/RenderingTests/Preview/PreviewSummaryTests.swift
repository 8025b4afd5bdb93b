import FoundationEssentials
import RateQL
import Rendering
import Testing

private func summary(_ model: PreviewModel, as format: OutputFormat = .json) async throws -> String {
  let output = MemoryOutput()
  try await PlanPreview(output: output).writeSummary(model, as: format)
  return await output.text
}

struct PreviewSummaryTests {
  @Test("counts, how prices move, and the most extreme changes, as data")
  func mixed() async throws {
    var changes = (0..<10).map { index in
      change(
        .update, id: "\(index)", before: rate("44\(index)", [.priceN: .int(1)]),
        after: rate("44\(index)", [.priceN: number("1.0\(index + 1 > 9 ? "9" : "\(index + 1)")")]))
    }
    changes += [
      change(
        .update, id: "a\"b", before: rate("45", [.priceN: .int(0), .price1: number("0.02")]),
        after: rate("45", [.priceN: .int(1), .price1: number("0.01")])),
      change(.create, id: nil, before: nil, after: rate("46")),
      change(.delete, id: "d", before: rate("47"), after: nil),
    ]
    let model = PreviewModel(
      changes: changes, unchanged: 12,
      billing: [PreviewBillingChange(.account, before: .symbol("TENANT"), after: .symbol("USER"))])
    let text = try await summary(model)
    let buckets = [
      "{\"from\": 0.01, \"to\": 0.02, \"count\": 1}", "{\"from\": 0.02, \"to\": 0.03, \"count\": 1}",
      "{\"from\": 0.03, \"to\": 0.04, \"count\": 1}", "{\"from\": 0.04, \"to\": 0.05, \"count\": 1}",
      "{\"from\": 0.05, \"to\": 0.06, \"count\": 1}", "{\"from\": 0.06, \"to\": 0.07, \"count\": 1}",
      "{\"from\": 0.07, \"to\": 0.08, \"count\": 1}", "{\"from\": 0.08, \"to\": 0.09, \"count\": 3}",
    ]
    #expect(
      text == """
        {
          "create": 1,
          "update": 11,
          "delete": 1,
          "unchanged": 12,
          "billing": true,
          "prices": [
            {"field": "price_1", "count": 1, "without_percent": 0, "smallest": -0.5, "median": -0.5, \
        "largest": -0.5, "histogram": []},
            {"field": "price_n", "count": 10, "without_percent": 1, "smallest": 0.01, "median": 0.055, \
        "largest": 0.09, "histogram": [\(buckets.joined(separator: ", "))]}
          ],
          "extremes": [
            {"id": "a\\"b", "prefix": "45", "field": "price_1", "before": 0.02, "after": 0.01, "change": -0.5},
            {"id": "8", "prefix": "448", "field": "price_n", "before": 1, "after": 1.09, "change": 0.09},
            {"id": "9", "prefix": "449", "field": "price_n", "before": 1, "after": 1.09, "change": 0.09},
            {"id": "7", "prefix": "447", "field": "price_n", "before": 1, "after": 1.08, "change": 0.08},
            {"id": "6", "prefix": "446", "field": "price_n", "before": 1, "after": 1.07, "change": 0.07},
            {"id": "5", "prefix": "445", "field": "price_n", "before": 1, "after": 1.06, "change": 0.06},
            {"id": "4", "prefix": "444", "field": "price_n", "before": 1, "after": 1.05, "change": 0.05},
            {"id": "3", "prefix": "443", "field": "price_n", "before": 1, "after": 1.04, "change": 0.04},
            {"id": "2", "prefix": "442", "field": "price_n", "before": 1, "after": 1.03, "change": 0.03},
            {"id": "1", "prefix": "441", "field": "price_n", "before": 1, "after": 1.02, "change": 0.02}
          ]
        }

        """)
    _ = try JSONDecoder().decode(Summary.self, from: Data(text.utf8))
  }

  @Test("a row for each figure, in the formats that have rows; the sums alone for people")
  func rows() async throws {
    let model = PreviewModel(
      changes: (1...10).map { index in
        change(
          .update, id: "\(index)", before: rate("4\(index)", [.priceN: .int(1)]),
          after: rate("4\(index)", [.priceN: number(index < 10 ? "1.01" : "1.5")]))
      }, unchanged: 2)
    #expect(
      try await summary(model, as: .csv) == """
        figure,field,id,prefix,from,to,value
        create,,,,,,0
        update,,,,,,10
        delete,,,,,,0
        unchanged,,,,,,2
        billing,,,,,,0
        count,price_n,,,,,10
        without_percent,price_n,,,,,0
        smallest,price_n,,,,,0.01
        median,price_n,,,,,0.01
        largest,price_n,,,,,0.5
        histogram,price_n,,,0,0.1,9
        histogram,price_n,,,0.1,0.2,0
        histogram,price_n,,,0.2,0.3,0
        histogram,price_n,,,0.3,0.4,0
        histogram,price_n,,,0.4,0.5,1
        extreme,price_n,10,410,1,1.5,0.5
        extreme,price_n,1,41,1,1.01,0.01
        extreme,price_n,2,42,1,1.01,0.01
        extreme,price_n,3,43,1,1.01,0.01
        extreme,price_n,4,44,1,1.01,0.01
        extreme,price_n,5,45,1,1.01,0.01
        extreme,price_n,6,46,1,1.01,0.01
        extreme,price_n,7,47,1,1.01,0.01
        extreme,price_n,8,48,1,1.01,0.01
        extreme,price_n,9,49,1,1.01,0.01

        """)
    let lines = try await summary(model, as: .ndjson).split(separator: "\n")
    #expect(lines.count == 25)
    #expect(
      lines[1]
        == #"{"figure":"update","field":null,"id":null,"prefix":null,"from":null,"to":null,"value":10}"#)
    let table = try await summary(model, as: .table)
    #expect(table.hasPrefix("10 to update, 2 unchanged\nprice_n: smallest +1%, median +1%, largest +50%\n"))
    #expect(table.contains("how price_n changes:\n") && table.contains("most extreme:\n"), "\(table)")
  }

  @Test("no changes, and changes that are all the same")
  func plain() async throws {
    #expect(
      try await summary(PreviewModel(changes: [], unchanged: 3)) == """
        {
          "create": 0,
          "update": 0,
          "delete": 0,
          "unchanged": 3,
          "billing": false,
          "prices": [],
          "extremes": []
        }

        """)
    let same = (0..<30).map { index in
      change(
        .update, id: "\(index)", before: rate("4\(index)"),
        after: rate("4\(index)", [.priceN: number("0.0105")]))
    }
    let text = try await summary(PreviewModel(changes: same))
    #expect(
      text == """
        {
          "create": 0,
          "update": 30,
          "delete": 0,
          "unchanged": 0,
          "billing": false,
          "prices": [
            {"field": "price_n", "count": 30, "without_percent": 0, "smallest": 0.05, "median": 0.05, \
        "largest": 0.05, "histogram": []}
          ],
          "extremes": []
        }

        """)
  }
}

private struct Summary: Decodable {
  struct Price: Decodable {
    struct Bucket: Decodable {
      var from: Decimal?
      var to: Decimal?
      var count: Int
    }
    var field: String
    var histogram: [Bucket]
  }
  var create: Int
  var billing: Bool
  var prices: [Price]
}
