/// Reads the files that a program includes, and those that they include.
package struct IncludeReader {
  private let files: any RowSource
  private var result: ParsedProgram
  /// The files that are being read, the outermost first.
  private var open: [String]
  /// Where the offsets of the next file start.
  private var nextBase: Int

  /// How many files may stand in each other.
  private static let maximumDepth = 50

  /// `parsed` with the statements of every file that it includes.
  package static func resolve(_ parsed: ParsedProgram, files: any RowSource) -> ParsedProgram {
    let source = parsed.program.source
    var reader = IncludeReader(
      files: files, result: parsed, open: [source.name], nextBase: source.base + source.bytes.count + 1)
    let statements = reader.resolved(parsed.program.statements)
    reader.result.program = Program(
      source: source, statements: statements, comments: parsed.program.comments)
    return reader.result
  }

  private mutating func resolved(_ statements: [Statement]) -> [Statement] {
    guard statements.contains(where: \.mayInclude) else { return statements }
    return statements.map { statement in
      let kind: StatementKind
      switch statement.kind {
      case .include(let include): kind = .include(read(include))
      case .conditional(let branches, let otherwise):
        kind = .conditional(
          branches.map { Branch(condition: $0.condition, body: resolved($0.body)) },
          else: otherwise.map { resolved($0) })
      case .loop(let name, let query, let body): kind = .loop(name, in: query, body: resolved(body))
      default: return statement
      }
      return Statement(id: statement.id, span: statement.span, kind: kind)
    }
  }

  private mutating func read(_ include: Include) -> Include {
    var include = include
    include.statements = []
    do throws(RowSourceError) {
      let (name, text) = try files.script(include.path, from: open.last ?? "")
      guard !open.contains(name), open.count < IncludeReader.maximumDepth else {
        report(.includeLoop(open + [name], at: include.pathSpan))
        return include
      }
      let source = Source(name: name, text: text, base: nextBase)
      nextBase += source.bytes.count + 1
      let parsed = Parser.parse(source, firstID: result.nextID)
      result.nextID = parsed.nextID
      result.sources.insert(source)
      result.diagnostics += parsed.diagnostics
      result.brokenNames.formUnion(parsed.brokenNames)
      open.append(name)
      include.statements = resolved(parsed.program.statements)
      open.removeLast()
    } catch {
      report(.unreadableInclude(error, at: include.pathSpan))
    }
    return include
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    result.diagnostics.append(diagnostic.inSource(result.sources))
  }
}

extension Statement {
  /// An include, or a block that may hold one.
  fileprivate var mayInclude: Bool {
    switch kind {
    case .include, .conditional, .loop: true
    default: false
    }
  }
}
