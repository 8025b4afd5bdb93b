import GRDB

/// The journal's tables. A plan's rows never change; what happens stands beside them, so that a crash in the
/// middle of a run can't harm what is needed to settle it.
enum JournalSchema {
  /// Later layouts only add and drop, so that no row's references need to be looked at again.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs, entries, replacements") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2 former ids", foreignKeyChecks: .immediate) { database in
      // The id that a rate had before it was deleted, where the change brings it back.
      try database.execute(sql: "ALTER TABLE entry ADD COLUMN former TEXT")
    }
    migrator.registerMigration("3 no triggers", foreignKeyChecks: .immediate) { database in
      // Each step paid for them; `CommitQueue` does it, once for many.
      try database.execute(sql: "DROP TRIGGER step_added; DROP TRIGGER step_changed;")
    }
    return migrator
  }

  /// Times are milliseconds since 1970. Records are JSON, as `RecordText` writes and reads it.
  private static let first = """
    CREATE TABLE run (
      -- Numbers are not used again, since users and undo name runs by them.
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      server TEXT NOT NULL,
      tenant TEXT,
      label TEXT NOT NULL,
      script TEXT NOT NULL,
      note TEXT,
      undoes INTEGER,
      plan_digest TEXT,
      state TEXT NOT NULL,
      started INTEGER NOT NULL,
      finished INTEGER,
      process INTEGER NOT NULL,
      changes INTEGER NOT NULL,
      -- Steps by state, kept once the run is finished; null where they have to be counted.
      counts TEXT
    ) STRICT;
    CREATE INDEX run_of_target ON run (server, tenant, id);

    -- The statements that made a run's changes, each once.
    CREATE TABLE origin (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      source TEXT NOT NULL,
      line INTEGER NOT NULL,
      statement TEXT NOT NULL,
      PRIMARY KEY (run, number)
    ) STRICT;

    -- What was planned.
    CREATE TABLE entry (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL,
      rate TEXT,
      before TEXT,
      after TEXT,
      rounded TEXT,
      origins TEXT NOT NULL,
      PRIMARY KEY (run, sequence)
    ) STRICT;

    -- What happened; an entry without a step is still only planned.
    CREATE TABLE step (
      run INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      state TEXT NOT NULL,
      intended INTEGER,
      read TEXT,
      written TEXT,
      new_id TEXT,
      detail TEXT,
      PRIMARY KEY (run, sequence),
      FOREIGN KEY (run, sequence) REFERENCES entry (run, sequence) ON DELETE CASCADE
    ) STRICT;
    CREATE TRIGGER step_added AFTER INSERT ON step
      WHEN (SELECT counts IS NOT NULL FROM run WHERE id = NEW.run)
      BEGIN UPDATE run SET counts = NULL WHERE id = NEW.run; END;
    CREATE TRIGGER step_changed AFTER UPDATE ON step
      WHEN (SELECT counts IS NOT NULL FROM run WHERE id = NEW.run)
      BEGIN UPDATE run SET counts = NULL WHERE id = NEW.run; END;

    -- Rates that were deleted and made again, under another id.
    CREATE TABLE replacement (
      server TEXT NOT NULL,
      tenant TEXT,
      old TEXT NOT NULL,
      new TEXT NOT NULL,
      run INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX replacement_of ON replacement (server, tenant, old);
    """
}
