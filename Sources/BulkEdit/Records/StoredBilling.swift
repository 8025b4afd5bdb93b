import RateQL

/// Billing settings as plan files and the journal keep them.
struct StoredBilling: Codable {
  var enabled: Bool
  var account: String
  var type: String

  init(_ settings: BillingSettings) {
    enabled = settings.enabled
    account = settings.account
    type = settings.type
  }

  var settings: BillingSettings { BillingSettings(enabled: enabled, account: account, type: type) }
}
