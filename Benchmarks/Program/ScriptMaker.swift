/// Long scripts that use what the language has, no two parts the same.
enum ScriptMaker {
  static func script(lines wanted: Int) -> String {
    var lines = [
      "# A script made to be measured.", "param markup: percent = 5%", "param zone: string = \"44\"",
    ]
    var part = 0
    while lines.count < wanted {
      lines += ScriptMaker.part(part)
      part += 1
    }
    return lines.prefix(wanted).joined(separator: "\n") + "\n"
  }

  /// Lines that may be cut off after any of them.
  private static func part(_ number: Int) -> [String] {
    let (prefix, price) = ("\(30 + number % 60)\(number)", "0.\(10_001 + number)")
    let type = ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"][number % 4]
    return [
      "let wanted\(number) = rates | where type = \(type) and prefix startswith \"\(prefix)\" | pin",
      "let limit\(number) = \(price) * (1 + \(number % 7)) + \(number % 3)",
      "rates | where price_n between \(price) and limit\(number) or description contains \"x\(number)\""
        + " | sort price_n desc, prefix | take \(number % 50 + 1)",
      "assert count(wanted\(number)) >= 0, \"no rates under {zone} for part \(number): {limit\(number)}\"",
      "",
      "# part \(number): what it costs, and how the prices lie",
      "rates | where not (type in [MOBILE, \(type)]) and interval_n <= \(number % 60 + 1)"
        + " | extend minute = per_minute(price_1, 60s), twice = round(price_n * 2, digits: 4)"
        + " | where twice > minute - \(price) | select prefix, minute, twice",
      "rates | where description ~ /Mobile.*\(number)$/ or description is null"
        + " | summarize n = count(), dearest = max(price_n), mean = avg(price_1) by type",
      "wanted\(number) | set price_n = if price_n > \(price) then price_n + markup else round(price_1, digits: 3),"
        + " description = \"{upper(left(coalesce(description, \"none\"), 20))} \(number)\"",
      "print \"part \(number): {count(wanted\(number))} rates, {(rates | summarize m = max(price_n)).m} at most\"",
      "create prefix = \"9\(prefix)\", type = \(type), free_seconds = 0, grace_period = 0, interval_1 = 60,"
        + " interval_n = 60, connect_fee = 0, postcall_surcharge = 1%, price_1 = \(price), price_n = \(price)",
      "rates | where prefix covers \"\(prefix)5512345\" | sort len(prefix) desc | skip 1 | take 3",
    ]
  }
}
