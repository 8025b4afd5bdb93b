import ExactJSON
import RateQL

extension RecordText {
  private static let fields = RateField.allCases
  private static let members = MemberNames(fields.map(\.name) + ["extras"])
  private static let extraMembers: MemberNames = ["name", "json"]

  /// - Throws: ``MemberFault``.
  static func record(_ text: String) throws -> RateRecord {
    var text = text
    return try text.withUTF8 { buffer in
      var reader = MemberReader(UnsafeRawBufferPointer(buffer))
      let record = try record(&reader)
      try reader.end()
      return record
    }
  }

  static func record(_ reader: inout MemberReader) throws(MemberFault) -> RateRecord {
    var record = RateRecord()
    try reader.object(members, optional: 0..<members.texts.count) { reader, place throws(MemberFault) in
      guard place < fields.count else {
        record.extras = try extras(&reader)
        return
      }
      record[fields[place]] = try value(of: fields[place], &reader)
    } unknown: { name in
      .said("`\(name)` is no field of a rate")
    }
    return record
  }

  private static func value(of field: RateField, _ reader: inout MemberReader) throws(MemberFault) -> Value {
    if try reader.null() { return .null }
    switch field.type {
    case .text: return .text(try reader.string())
    case .symbol: return .symbol(try reader.string())
    case .int: return .number(ExactDecimal(Int64(try reader.integer())))
    case .percent: return .percent(try decimal(&reader))
    default: return .number(try decimal(&reader))
    }
  }

  /// Decimals are texts, so that no reader makes them binary.
  static func decimal(_ reader: inout MemberReader) throws(MemberFault) -> ExactDecimal {
    let text = try reader.string()
    guard let number = ExactDecimal(text) else { throw reader.fault(.said("`\(text)` is no number")) }
    return number
  }

  private static func extras(_ reader: inout MemberReader) throws(MemberFault) -> [RateRecord.Extra] {
    try reader.array { reader throws(MemberFault) in
      var extra = RateRecord.Extra(name: "", json: "")
      try reader.object(extraMembers) { reader, place throws(MemberFault) in
        if place == 0 { extra.name = try reader.string() } else { extra.json = try reader.string() }
      }
      return extra
    }
  }
}
