import Foundation
import RateQL
import TestSupport
import Testing

@Suite("rateql journal", .serialized)
struct JournalShowTests {
  private static let edit = """
    rates | where prefix = "447" | set price_n += 5%, description = null
    rates | where prefix = "999" | delete
    create prefix = "33", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, \
    connect_fee = 0.05, postcall_surcharge = 1%, price_1 = 0.1, price_n = 0.1
    billing set enabled = true
    """

  @Test("nothing was applied yet, or there is no such run")
  func none() async throws {
    try await EditBench.run { bench in
      let list = await bench.run(["journal"])
      #expect(list.status == 0 && list.messages == "note: nothing was applied yet\n", "\(list)")
      let show = await bench.run(["journal", "show", "7"])
      #expect(show.status == 2 && show.messages.contains("there is no run 7 in the journal"), "\(show)")
    }
  }

  @Test("show lists every change of a run, before and after, as JSON and as a table")
  func show() async throws {
    try await EditBench.run { bench in
      let applied = await bench.run(["-e", JournalShowTests.edit, "--apply"])
      #expect(applied.status == 0, "\(applied)")
      let (edited, created, deleted) = try await (
        bench.table.records().first { $0.prefix == "447" }?.id,
        bench.table.records().first { $0.prefix == "33" }?.id, SampleRates.all.first { $0.prefix == "999" }
      )
      #expect(deleted != nil)
      let json = await bench.run(["journal", "show", "1", "--format", "json"])
      #expect(json.status == 0, "\(json)")
      let rows = try EditBench.rows(json)
      func row(_ change: String, _ field: String) -> [String: String]? {
        rows.first { $0["change"] == change && $0["field"] == field }
      }
      #expect(
        row("update", "price_n") == [
          "change": "update", "prefix": "447", "id": edited ?? "?", "field": "price_n", "before": "0.08",
          "after": "0.084", "state": "applied", "reason": "null",
        ])
      #expect(row("update", "description")?["before"] == "United Kingdom Mobile")
      #expect(row("update", "description")?["after"] == "null")
      #expect(rows.filter { $0["change"] == "update" }.count == 2)
      // The server gave the new rate its id.
      #expect(row("create", "connect_fee")?["id"] == created)
      #expect(row("create", "connect_fee")?["after"] == "0.05")
      #expect(row("create", "postcall_surcharge")?["after"] == "1%")
      #expect(row("create", "prefix")?["before"] == "null")
      // What the list of rates leaves out was read before it was deleted.
      #expect(row("delete", "connect_fee")?["before"] == "0")
      #expect(row("delete", "prefix")?["prefix"] == "999")
      #expect(row("delete", "prefix")?["after"] == "null")
      #expect(
        rows.filter { $0["change"] == "billing" }.map { [$0["field"], $0["before"], $0["after"]] }
          == [["enabled", "false", "true"]])
      #expect(rows.allSatisfy { $0["state"] == "applied" })

      let table = await bench.run(["journal", "show", "1"])
      #expect(table.status == 0 && table.messages == "", "\(table)")
      let lines = table.output.split(separator: "\n")
      #expect(
        lines.first?.split(separator: " ").map(String.init)
          == ["change", "prefix", "id", "field", "before", "after", "state", "reason"])
      #expect(lines.last == "(\(rows.count) rows)", "\(table)")
      #expect(
        lines.contains { line in
          let words = line.split(separator: " ").map(String.init)
          return words.starts(with: ["update", "447", edited ?? "?", "price_n", "0.08", "0.084", "applied"])
        }, "\(table)")
    }
  }

  @Test("the list has each run, the newest first, with its note and what it takes back")
  func list() async throws {
    try await EditBench.run { bench in
      let edit = "rates | where prefix = \"447\" | set price_n += 5%"
      #expect(await bench.run(["-e", edit, "--apply", "--note", "first"]).status == 0)
      #expect(await bench.run(["undo", "--apply"]).status == 0)
      let runs = try EditBench.rows(await bench.run(["journal", "--format", "json"]))
      #expect(runs.map { $0["run"] } == ["2", "1"])
      #expect(runs.map { $0["what"] } == ["undo of run 1", "-e"])
      #expect(runs.map { $0["note"] } == ["null", "first"])
      #expect(runs.map { $0["applied"] } == ["1", "1"] && runs.map { $0["of"] } == ["1", "1"])
      let one = try EditBench.rows(await bench.run(["journal", "--runs", "1", "--format", "json"]))
      #expect(one.map { $0["run"] } == ["2"])
    }
  }
}
