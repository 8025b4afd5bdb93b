import BulkEdit

extension RailSettings {
  /// What goes for servers that the profile is not about too: the rails that are tighter than the usual ones. What
  /// lifts a rail is meant for its own server alone.
  var elsewhere: RailSettings {
    let usual = GuardRails()
    var rails = RailSettings()
    rails.maxChanges = RailSettings.tightened(maxChanges, usual.maxChanges, GuardRails.count)
    rails.maxDeletes = RailSettings.tightened(maxDeletes, usual.maxDeletes, GuardRails.count)
    rails.maxPriceChange = RailSettings.tightened(maxPriceChange, usual.maxPriceChange, GuardRails.percent)
    return rails
  }

  /// The text where its value is at most the usual one, or is none: that is told where it is used.
  private static func tightened<Value: Comparable>(
    _ text: String?, _ usual: Value?, _ read: (String) throws(RailValueError) -> Value?
  ) -> String? {
    guard let text else { return nil }
    do throws(RailValueError) {
      guard let value = try read(text) else { return nil }
      return usual.map { value <= $0 } ?? true ? text : nil
    } catch {
      return text
    }
  }
}
