/// The world's telephone numbers, roughly: country codes, mobile ranges, area codes of the larger countries.
///
/// Typed in from general knowledge of the ITU's plan. It is there to look believable, not to bill by.
struct NumberingPlan {
  /// How dear calls to a country are: `near` costs a cent or two, `satellite` several units of money.
  enum Tier: Character {
    case near = "A"
    case middle = "B"
    case far = "C"
    case remote = "D"
    case satellite = "E"
  }

  struct Area {
    /// The digits after the country code.
    var digits: String
    var name: String
  }

  struct Country {
    var code: String
    var name: String
    var tier: Tier
    /// The digits after the country code that mobile numbers start with.
    var mobile: [String]
    var areas: [Area]
  }

  /// In the order of the lists, the ones called most first in each.
  let countries: [Country]

  static let world = NumberingPlan(
    lists: [europe, americas, northAmerica, asiaPacific, africaAndMiddleEast, services])

  /// Each line is `code|name|tier|mobile mobile…|digits area, digits area…`; the last two may be left out.
  init(lists: [String]) {
    countries = lists.flatMap { list in
      list.split(separator: "\n").compactMap { NumberingPlan.country(String($0)) }
    }
  }

  private static func country(_ line: String) -> Country? {
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, let letter = parts[2].first, let tier = Tier(rawValue: letter) else { return nil }
    let mobile = parts.count > 3 ? parts[3].split(separator: " ").map(String.init) : []
    let areas = parts.count > 4 ? parts[4].split(separator: ",").compactMap { area(String($0)) } : []
    return Country(code: parts[0], name: parts[1], tier: tier, mobile: mobile, areas: areas)
  }

  private static func area(_ text: String) -> Area? {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return nil }
    return Area(digits: String(words[0]), name: String(words[1]))
  }
}
