import GRDB
import RateQL

/// The sandbox's database: one row for each rate, one for the billing settings.
enum TableSchema {
  /// Fields in the contract's order; a rate's columns stand in it, `row` before them.
  static let columns = RateField.allCases.map(\.name).joined(separator: ", ")

  static func migrate(_ queue: DatabaseQueue) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("rates and billing") { database in
      try database.execute(
        sql: """
          CREATE TABLE rates (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            prefix TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL,
            free_seconds INTEGER NOT NULL,
            grace_period INTEGER NOT NULL,
            interval_1 INTEGER NOT NULL,
            interval_n INTEGER NOT NULL,
            connect_fee INTEGER NOT NULL,
            postcall_surcharge INTEGER NOT NULL,
            price_1 INTEGER NOT NULL,
            price_n INTEGER NOT NULL,
            description TEXT
          );
          CREATE TABLE billing (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            enabled INTEGER NOT NULL,
            account TEXT NOT NULL,
            type TEXT NOT NULL
          );
          INSERT INTO billing VALUES (1, 0, 'TENANT', 'OFFLINE');
          CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
          """)
    }
    try migrator.migrate(queue)
  }
}
