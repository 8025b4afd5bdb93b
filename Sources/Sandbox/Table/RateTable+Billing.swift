import GRDB
import RateQL

extension RateTable {
  func billing() throws -> BillingSettings {
    var settings = BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE")
    try queue.inDatabase { database in
      try database.cachedStatement(sql: "SELECT enabled, account, type FROM billing").forEachRow { row in
        settings = BillingSettings(enabled: row.integer(0) != 0, account: row.string(1), type: row.string(2))
        return true
      }
    }
    return settings
  }

  func setBilling(_ settings: BillingSettings) throws {
    try queue.inDatabase { database in
      let statement = try database.cachedStatement(
        sql: "UPDATE billing SET enabled = ?, account = ?, type = ?")
      statement.bind(settings.enabled ? 1 : 0, at: 1)
      statement.bind(settings.account, at: 2)
      statement.bind(settings.type, at: 3)
      try statement.run()
    }
  }
}
