import GRDB

/// Opens the journal's file, readable by its owner only, and so that what was committed survives a power cut.
enum JournalFile {
  static func open(_ path: String) throws(JournalError) -> DatabaseQueue {
    do {
      try PrivatePath.makeFile(path)
    } catch {
      throw .cannotOpen(path: path, reason: error.description)
    }
    do {
      var configuration = JournalFile.configuration
      configuration.journalMode = .wal
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.writeWithoutTransaction { try demandDurability($0) }
      try prepare(database, path)
      return database
    } catch {
      if let error = error as? JournalError { throw error }
      throw .cannotOpen(path: path, reason: JournalError.reason(error))
    }
  }

  static func inMemory() throws(JournalError) -> DatabaseQueue {
    do {
      let database = try DatabaseQueue(configuration: configuration)
      try prepare(database, "in memory")
      return database
    } catch {
      throw .cannotOpen(path: "in memory", reason: JournalError.reason(error))
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    // Another process writes for moments only.
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      // Has an effect while the file is empty: pruned runs give their space back without a rewrite.
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      // KiB. SQLite's 2 MB hold less than the plan of ten thousand changes that each step looks into.
      try database.execute(sql: "PRAGMA cache_size = -32768")
    }
    return configuration
  }

  /// Every commit waits for the disk. GRDB sets NORMAL as it turns WAL on, so this comes after, and is
  /// looked at rather than believed.
  private static func demandDurability(_ database: Database) throws {
    try database.execute(
      sql: """
        PRAGMA synchronous = FULL;
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA journal_size_limit = 16777216;
        """)
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
    let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
    guard mode == "wal", level == 2 else {
      throw Damage(description: "SQLite does not wait for the disk here")
    }
  }

  private static func prepare(_ database: DatabaseQueue, _ path: String) throws {
    // A step of a change that is not there is refused by its reference to it.
    guard try database.read({ try Bool.fetchOne($0, sql: "PRAGMA foreign_keys") }) == true else {
      throw Damage(description: "SQLite keeps no references here")
    }
    let migrator = JournalSchema.migrator
    if try database.read(migrator.hasBeenSuperseded) { throw JournalError.newerSchema(path: path) }
    guard try !database.read(migrator.hasCompletedMigrations) else { return }
    do {
      try migrator.migrate(database)
    } catch {
      // Another process that opens it at the same time may have been first.
      guard try database.read(migrator.hasCompletedMigrations) else { throw error }
    }
  }
}
