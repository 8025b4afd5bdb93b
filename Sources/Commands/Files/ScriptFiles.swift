import Decks
package import RateQL

/// The files that a user's own programs may read and write: all that the user may.
///
/// `load` and `save` go from the current folder, `include` from the folder of the script that includes, and
/// `~/` is the home folder. Messages call a file as the program does.
package struct ScriptFiles: RowSource {
  private let excelSafe: Bool
  private let environment: [String: String]
  private let folder: String?

  /// - Parameters:
  ///   - excelSafe: whether saved CSV cells are kept from being formulas.
  ///   - environment: tells the home folder (`HOME`).
  ///   - folder: what counts as the current folder; nil for the process's own.
  package init(excelSafe: Bool = false, environment: [String: String], folder: String? = nil) {
    self.excelSafe = excelSafe
    self.environment = environment
    self.folder = folder
  }

  package func load(_ path: String) throws(RowSourceError) -> LoadedTable {
    try TableFile.load(place(of: path), named: path)
  }

  package func script(
    _ path: String, from includer: String
  ) throws(RowSourceError) -> (name: String, text: String) {
    let name = try ScriptName.name(of: path, from: includer) { path throws(RowSourceError) in
      try self.place(of: path)
    }
    let place = try self.place(of: name)
    let text: String
    do throws(CommandFailure) {
      text = try TextFile.read(place: place, named: name)
    } catch {
      throw RowSourceError(error.message)
    }
    return (name, text)
  }

  package func checkSave(_ path: String, replacing: Bool) throws(RowSourceError) {
    let place = try place(of: path)
    _ = try TableFormat(path: path)
    do throws(NewFile.Fault) {
      try NewFile.check(place, replaces: replacing)
    } catch {
      throw RowSourceError(error, path)
    }
  }

  package func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile {
    try SavedTable(
      path, at: place(of: path), as: TableFormat(path: path), replacing: replacing, excelSafe: excelSafe)
  }

  /// The path as the system takes it.
  private func place(of path: String) throws(RowSourceError) -> String {
    guard !path.isEmpty else { throw RowSourceError("the name of a file is empty") }
    guard !path.utf8.contains(0) else { throw RowSourceError("the name of a file has a NUL in it") }
    let expanded = TextFile.expanded(path, environment)
    guard let folder, !expanded.hasPrefix("/") else { return expanded }
    return "\(folder)/\(expanded)"
  }
}

extension RowSourceError {
  init(_ fault: NewFile.Fault, _ path: String) {
    switch fault {
    case .exists:
      self.init(
        "`\(path)` is there already",
        hints: ["name another file, or write `replace` after the name to replace it"])
    case .failed(let reason):
      self.init("`\(path)` can't be written: \(reason)")
    }
  }
}
