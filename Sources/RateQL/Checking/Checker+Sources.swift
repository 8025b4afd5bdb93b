/// `load "FILE"`: the file is read here, so that its columns are known before anything runs.
extension Checker {
  mutating func checkLoad(_ path: Expression, of query: Query) -> RowShape {
    if case .field(let name, let field) = path.kind, scope[name.text] == nil {
      report(.fileWithoutQuotes("\(name.text).\(field.text)", at: path.span))
      return unknownColumns(RowShape.table([(name: String, type: ValueType)]()))
    }
    expect(.text, of: path, in: .noRow, "the file of `load`")
    let nothing = RowShape.table([(name: String, type: ValueType)]())
    guard facts.types[path.id] == .text else { return unknownColumns(nothing) }
    guard let file = staticText(path) else {
      report(.unknownFile(at: path.span))
      return unknownColumns(nothing)
    }
    do throws(RowSourceError) {
      let table: LoadedTable
      if let known = loadedFiles[file] { table = known } else { table = try options.files.load(file) }
      loadedFiles[file] = table
      facts.loads[query.id] = table
      var shape = RowShape.table(table.columns.map { ($0.name, $0.type) }, isOrdered: true)
      shape.areOfFile = true
      shape.lines = shape.computedCount
      shape.computedCount += 1
      return shape
    } catch {
      report(.unreadableFile(error, at: path.span))
      return unknownColumns(nothing)
    }
  }

  /// A file that can't be written is told before anything is read.
  mutating func checkSave(_ path: Expression, replacing: Bool) {
    expect(.text, of: path, in: .noRow, "the file of `save`")
    guard let file = staticText(path) else { return }
    do throws(RowSourceError) {
      try options.files.checkSave(file, replacing: replacing)
    } catch {
      report(.unwritableFile(error, at: path.span))
    }
  }

  /// What follows an unreadable file can't be judged: every name is taken for right.
  private func unknownColumns(_ shape: RowShape) -> RowShape {
    var shape = shape
    shape.isUnknown = true
    return shape
  }

  /// The value of a text that is known before anything runs: written out, or put together from parameters
  /// and `let`s that are.
  func staticText(_ expression: Expression) -> String? {
    let expression = facts.resolved(expression)
    switch expression.kind {
    case .literal(.text(let text)): return text
    case .name:
      guard case .variable(let slot)? = facts.names[expression.id] else { return nil }
      return staticTexts[slot]
    case .interpolation(let parts):
      var text = ""
      for part in parts {
        switch part {
        case .text(let literal): text += literal
        case .expression(let inner):
          guard let value = staticText(inner) else { return nil }
          text += value
        }
      }
      return text
    default: return nil
    }
  }
}
