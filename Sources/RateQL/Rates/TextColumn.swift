/// Texts as UTF-8 bytes end to end, with the place where each one stops.
public struct TextColumn: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Where each row's bytes end; they start where the row before it ends.
  package private(set) var ends: [Int] = []
  package private(set) var nulls = NullMask()

  public init() {}

  /// A column of finished parts: `ends` tells where each row's bytes, which must be valid UTF-8, stop.
  package init(bytes: [UInt8], ends: [Int], nulls: NullMask) {
    self.bytes = bytes
    self.ends = ends
    self.nulls = nulls
  }

  public var count: Int { ends.count }

  public func isNull(_ row: Int) -> Bool { nulls[row] }

  package func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  public subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// Adds a text by its UTF-8 bytes, which must be valid.
  public mutating func append(utf8 text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  public mutating func appendNull() {
    nulls.insert(ends.count)
    ends.append(bytes.count)
  }

  package mutating func append(_ other: TextColumn) {
    nulls.append(other.nulls, after: ends.count)
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + start })
  }

  package func gathered(_ rows: [Int32]) -> TextColumn {
    var result = TextColumn()
    result.ends.reserveCapacity(rows.count)
    for row in rows {
      result.bytes.append(contentsOf: bytes[range(Int(row))])
      result.ends.append(result.bytes.count)
    }
    result.nulls = nulls.gathered(rows)
    return result
  }
}

/// Names out of a small set (rate types), as one byte a row.
public struct SymbolColumn: Sendable {
  package static let nullCode = UInt8.max

  /// The names, in order of first appearance; an unknown one from a server is kept as it came.
  package private(set) var names: [String] = []
  package private(set) var codes: [UInt8] = []

  public init() {}

  /// A column of finished parts: each code is the place of a name, or ``nullCode``.
  package init(names: [String], codes: [UInt8]) {
    self.names = names
    self.codes = codes
  }

  public var count: Int { codes.count }

  public subscript(row: Int) -> Value {
    let code = codes[row]
    return code == SymbolColumn.nullCode ? .null : .symbol(names[Int(code)])
  }

  /// Adds a symbol or null; false where it is neither, or the set is full.
  @discardableResult
  public mutating func append(_ value: Value) -> Bool {
    switch value {
    case .null: codes.append(SymbolColumn.nullCode)
    case .symbol(let name):
      guard let code = code(adding: name) else { return false }
      codes.append(code)
    default: return false
    }
    return true
  }

  package func code(of name: String) -> UInt8? {
    names.firstIndex(of: name).map { UInt8($0) }
  }

  private mutating func code(adding name: String) -> UInt8? {
    if let code = code(of: name) { return code }
    guard names.count < Int(SymbolColumn.nullCode) else { return nil }
    names.append(name)
    return UInt8(names.count - 1)
  }

  package mutating func append(_ other: SymbolColumn) {
    if other.names == names {
      codes.append(contentsOf: other.codes)
    } else {
      for row in 0..<other.count { append(other[row]) }
    }
  }

  package func gathered(_ rows: [Int32]) -> SymbolColumn {
    var result = self
    result.codes = rows.map { codes[Int($0)] }
    return result
  }
}

/// Conditions over many rows, one byte a row, in three-valued logic.
public struct TruthColumn: Sendable {
  package static let no: UInt8 = 0
  package static let yes: UInt8 = 1
  package static let unknown: UInt8 = 2

  package var codes: [UInt8]

  package init(codes: [UInt8]) { self.codes = codes }

  public subscript(row: Int) -> Value {
    switch codes[row] {
    case TruthColumn.yes: .bool(true)
    case TruthColumn.no: .bool(false)
    default: .null
    }
  }
}
