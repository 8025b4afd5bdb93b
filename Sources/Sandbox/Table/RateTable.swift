import GRDB
import GRDBSQLite
import RateQL

/// The rates and billing settings of the sandbox, in SQLite. An actor: one question or write at a time, so
/// that each page's count, rows and order are of one state.
///
/// The order of a list that asks for none is the order of creation; any other order is settled by prefix.
actor RateTable {
  let queue: DatabaseQueue
  /// Whether another process can open the database too.
  private let isShared: Bool
  /// Every row in order of creation; nil where it must be read again.
  var allRows: [Int64]?
  var questions = QuestionCache()
  private var dataVersion: Int64 = 0
  private var ids: RateIDs

  /// - Parameters:
  ///   - path: a database file, made (readable by its owner only) where there is none; nil for a temporary
  ///     one, which the system removes even after a crash.
  ///   - seed: what the ids of a new database are made from; an existing one keeps its own.
  /// - Throws: ``SandboxError`` where the file can't be opened.
  init(path: String?, seed: UInt64) throws(SandboxError) {
    do {
      if let path { try PrivateFile.create(path) }
      var configuration = Configuration()
      configuration.label = "sandbox"
      configuration.busyMode = .timeout(5)
      isShared = path != nil
      if isShared {
        configuration.journalMode = .wal
      } else {
        // Nothing of it is to outlive the process. The cache stays small: SQLite counts the changed pages of a
        // temporary database at each commit, and the system keeps the file in memory anyway.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      }
      queue = try DatabaseQueue(path: path ?? "", configuration: configuration)
      try TableSchema.migrate(queue)
      ids = try RateIDs(queue: queue, seed: seed)
    } catch {
      throw .database(path: path, reason: SandboxError.reason(error))
    }
  }

  /// How many rates there are.
  func count() throws -> Int { try rowsOfAll().count }

  /// All rows by creation. Emptied caches are filled again; a change by another process is noticed.
  func rowsOfAll() throws -> [Int64] {
    try noticeForeignChanges()
    if let allRows { return allRows }
    var rows: [Int64] = []
    try queue.inDatabase { database in
      try database.cachedStatement(sql: "SELECT row FROM rates ORDER BY row").forEachRow { row in
        rows.append(row.integer(0))
        return true
      }
    }
    allRows = rows
    return rows
  }

  func noticeForeignChanges() throws {
    guard isShared else { return }
    var version: Int64 = 0
    try queue.inDatabase { database in
      try database.cachedStatement(sql: "PRAGMA data_version").forEachRow { row in
        version = row.integer(0)
        return true
      }
    }
    guard version != dataVersion else { return }
    dataVersion = version
    allRows = nil
    questions.empty()
    try ids.refresh(from: queue)
  }

  /// Adds the rates in one transaction: all or none.
  ///
  /// - Throws: ``SandboxError`` for a prefix that is there already.
  func insertAll(_ rates: some Sequence<RateFields>) throws {
    try noticeForeignChanges()
    allRows = nil
    questions.empty()
    var ids = ids
    try queue.inTransaction { database in
      for rate in rates {
        let (row, id) = ids.next()
        do {
          try RateTable.insert(rate, row: row, id: id, in: database)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
          throw SandboxError.record("the prefix '\(rate.prefix ?? "")' is there already")
        }
      }
      return .commit
    }
    self.ids = ids
  }

  /// - Returns: the id it was given.
  /// - Throws: ``APIError`` (409) where the prefix is taken.
  func create(_ rate: RateFields) throws -> String {
    try noticeForeignChanges()
    let (row, id) = ids.next()
    try refusingTakenPrefix(of: rate) {
      try queue.inDatabase { database in try RateTable.insert(rate, row: row, id: id, in: database) }
    }
    allRows?.append(row)
    questions.empty()
    return id
  }

  /// - Throws: ``APIError``: 404 where there is no such rate, 409 where the prefix is taken.
  func update(id: String, with rate: RateFields) throws {
    let given = RateField.writable.filter { rate[$0] != nil }
    let assignments = given.map { "\($0.name) = ?" }.joined(separator: ", ")
    var changed: Int32 = 0
    try refusingTakenPrefix(of: rate) {
      try queue.inDatabase { database in
        let statement = try database.cachedStatement(sql: "UPDATE rates SET \(assignments) WHERE id = ?")
        var index: Int32 = 1
        for field in given {
          statement.bind(rate[field] ?? .null, at: index)
          index += 1
        }
        statement.bind(id, at: index)
        try statement.run()
        changed = Int32(clamping: database.changesCount)
      }
    }
    guard changed == 1 else { throw APIError.noRate(id) }
    questions.empty()
  }

  /// - Throws: ``APIError`` (404) where there is no such rate.
  func delete(id: String) throws {
    var deleted: Int64?
    try queue.inDatabase { database in
      let statement = try database.cachedStatement(sql: "DELETE FROM rates WHERE id = ? RETURNING row")
      statement.bind(id, at: 1)
      try statement.forEachRow { row in
        deleted = row.integer(0)
        return true
      }
    }
    guard let deleted else { throw APIError.noRate(id) }
    allRows?.remove(ascending: deleted)
    questions.empty()
  }

  private static func insert(
    _ rate: RateFields, row: Int64, id: String, in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO rates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    statement.bind(row, at: 1)
    statement.bind(id, at: 2)
    var index: Int32 = 3
    for field in RateField.writable {
      statement.bind(rate[field] ?? .null, at: index)
      index += 1
    }
    try statement.run()
  }

  private func refusingTakenPrefix(of rate: RateFields, _ write: () throws -> Void) throws {
    do {
      try write()
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      throw APIError.prefixTaken(rate.prefix ?? "")
    }
  }
}

extension [Int64] {
  /// Takes `value` out of an ascending list.
  fileprivate mutating func remove(ascending value: Int64) {
    let index = partitioningIndex(atLeast: value)
    if index < count, self[index] == value { remove(at: index) }
  }

  private func partitioningIndex(atLeast value: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
