import Crypto
import FoundationEssentials
import RateQL

extension PlanFile {
  /// The file: readable JSON in UTF-8, a change on each line, the digest last.
  ///
  /// - Throws: where the changes make no sense, or hold a value that no field can have.
  package func encoded() throws(PlanFileError) -> [UInt8] {
    try checkSense("the plan")
    let body = try body()
    var bytes = body
    bytes.append(contentsOf: "\(PlanFile.digestStart)\(PlanFile.digest(of: body))\"\n}\n".utf8)
    return bytes
  }

  private static let digestStart = ",\n  \"digest\": \""

  /// The digest of what stands before the digest in a file that is as it was written; nil in another.
  static func digest(ofFile bytes: [UInt8]) -> String? {
    let length = digestStart.utf8.count + "sha256:".utf8.count + 64 + "\"\n}\n".utf8.count
    guard bytes.count > length, bytes[(bytes.count - length)...].starts(with: digestStart.utf8) else {
      return nil
    }
    return digest(of: bytes[..<(bytes.count - length)])
  }

  /// `sha256:…` over all that the plan says; empty where it cannot be encoded. It is worked out at each call.
  package var digest: String { (try? body()).map { PlanFile.digest(of: $0) } ?? "" }

  private static func digest(of body: some DataProtocol) -> String {
    let digits = Array("0123456789abcdef")
    return "sha256:"
      + String(SHA256.hash(data: body).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Everything but the digest. The same plan gives the same bytes, so they are what the digest is made of.
  private func body() throws(PlanFileError) -> [UInt8] {
    do {
      return try encodeBody()
    } catch let error as EncodingError {
      throw .unreadable("the plan", PlanFile.words(error))
    } catch {
      throw .unreadable("the plan", "\(error)")
    }
  }

  private func encodeBody() throws -> [UInt8] {
    var text = PlanText()
    var statements: [ChangeOrigin: Int] = [:]
    var listed: [ChangeOrigin] = []
    for origin in changes.flatMap(\.origins) + (billing?.origins ?? []) where statements[origin] == nil {
      statements[origin] = listed.count
      listed.append(origin)
    }

    text.append("{\n  \"format\": \"\(PlanFile.format)\",\n  \"version\": \(PlanFile.version)")
    try text.member("tool", tool)
    try text.member("made", PlanFile.text(made))
    text.name("target")
    try text.object([
      ("server", .text(target.server)), ("tenant", .text(target.tenant)), ("label", .text(target.label)),
    ])
    try text.member("script", script)
    try text.member("note", note)
    text.name("undoes")
    if let undoes {
      try text.object([
        ("run", .whole(undoes.number)), ("started", .whole(undoes.started.milliseconds)),
      ])
    } else {
      text.append("null")
    }
    try text.member("parameters", parameters)
    try text.member("asserts", asserts)
    try text.member("rails", rails)
    try text.member("unchanged", unchanged)
    try text.member("rounding", roundingRules.map(\.rawValue).sorted())
    try text.list("statements", listed) { text, origin in
      try text.object([
        ("source", .text(origin.source)), ("line", .whole(Int64(origin.line))),
        ("statement", .text(origin.statement)),
      ])
    }
    try text.list("changes", changes) { text, change in
      var members: [(String, PlanText.Member)] = [
        ("change", .text(change.kind.rawValue)), ("id", .text(change.id)), ("before", .record(change.before)),
        ("after", .record(change.after)),
        ("rounded", .words(change.rounded.map(\.name))),
        ("from", .numbers(change.origins.compactMap { statements[$0] })),
      ]
      if let id = change.formerID { members.append(("former_id", .text(id))) }
      try text.object(members)
    }
    text.name("billing")
    if let billing {
      try text.object([
        ("before", .billing(billing.before)), ("after", .billing(billing.after)),
        ("from", .numbers(billing.origins.compactMap { statements[$0] })),
      ])
    } else {
      text.append("null")
    }
    return text.bytes
  }

  /// `2026-03-01T12:00:00Z`.
  static func text(_ date: Date) -> String { Date.ISO8601FormatStyle().format(date) }

  private static func words(_ error: EncodingError) -> String {
    switch error {
    case .invalidValue(_, let context): context.debugDescription
    @unknown default: "\(error)"
    }
  }
}
