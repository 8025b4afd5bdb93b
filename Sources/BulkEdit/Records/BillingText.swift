import ExactJSON
import RateQL

/// Billing settings as plan files and the journal keep them.
enum BillingText {
  private static let members: MemberNames = ["account", "enabled", "type"]

  static func text(_ settings: BillingSettings) -> String {
    var writer = JSONWriter()
    writer.open()
    writer.key("account")
    writer.string(settings.account)
    writer.key("enabled")
    writer.raw(settings.enabled ? "true" : "false")
    writer.key("type")
    writer.string(settings.type)
    writer.close()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// - Throws: ``MemberFault``.
  static func settings(_ text: String) throws -> BillingSettings {
    var text = text
    return try text.withUTF8 { buffer in
      var reader = MemberReader(UnsafeRawBufferPointer(buffer))
      let settings = try settings(&reader)
      try reader.end()
      return settings
    }
  }

  static func settings(_ reader: inout MemberReader) throws(MemberFault) -> BillingSettings {
    var settings = BillingSettings(enabled: false, account: "", type: "")
    try reader.object(members) { reader, place throws(MemberFault) in
      switch place {
      case 0: settings.account = try reader.string()
      case 1: settings.enabled = try reader.bool()
      default: settings.type = try reader.string()
      }
    }
    return settings
  }
}
