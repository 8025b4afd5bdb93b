import FoundationEssentials

/// The text of a file: UTF-8, without a byte order mark.
enum FileText {
  /// The largest file that is read, in bytes.
  static let limit = 1 << 30

  /// - Throws: ``DeckError`` where there is no such file, or it is no text.
  static func read(_ path: String, named name: String) throws(DeckError) -> [UInt8] {
    func failure(_ reason: String) -> DeckError {
      DeckError(file: name, problems: [.init(line: nil, reason: reason)])
    }
    let files = FileManager.default
    guard let resolved = try? files.attributesOfItem(atPath: files.resolved(path)) else {
      throw failure("there is no such file, or its folder can't be read")
    }
    let type = resolved[.type] as? FileAttributeType
    guard type != .typeDirectory else { throw failure("it is a folder, not a file") }
    guard type == .typeRegular else { throw failure("it is a device or a pipe, not a file") }
    guard let size = resolved[.size] as? UInt64, size <= limit else {
      throw failure("it is larger than 1 GiB; split it")
    }
    guard let data = files.contents(atPath: path) else {
      throw failure("it can't be read; check its permissions")
    }
    var bytes = Array(data)
    if let problem = fault(in: bytes) { throw DeckError(file: name, problems: [problem]) }
    if bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    return bytes
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Why the bytes are no text; nil where they are.
  static func fault(in bytes: [UInt8]) -> DeckError.Problem? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .init(line: nil, reason: "it is UTF-16; save it as UTF-8")
    }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) {
      return .init(line: nil, reason: "it is a spreadsheet or a ZIP file, not a text; save it as CSV")
    }
    if let place = bytes.firstIndex(of: 0) {
      return .init(line: line(of: place, in: bytes), reason: "it holds a NUL byte; save it as UTF-8 text")
    }
    guard let place = firstInvalid(bytes) else { return nil }
    return .init(
      line: line(of: place, in: bytes),
      reason:
        "byte 0x\(String(bytes[place], radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8 "
        + "(an old export is often CP1252: iconv -f CP1252 -t UTF-8)")
  }

  /// Where the first byte stands that is no UTF-8.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var input = bytes.makeIterator()
    var place = 0
    while true {
      switch decoder.decode(&input) {
      case .scalarValue(let scalar): place += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(place, bytes.count - 1)
      }
    }
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
  }
}

extension FileManager {
  /// The file that a chain of links ends at.
  fileprivate func resolved(_ path: String) -> String {
    var path = path
    for _ in 0..<32 {
      guard let next = try? destinationOfSymbolicLink(atPath: path) else { break }
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    return path
  }
}
