import FoundationEssentials
import RateQL
import TOMLKit

/// A named server of the configuration file. It holds names of files, never a secret itself.
struct Profile: Codable, Sendable {
  var url: String?
  var tokenFile: String?
  var user: String?
  var domain: String?
  var passwordFile: String?
  var cacert: String?
  var insecure: Bool?
  var connections: Int?
  var fullScan: Bool?
  /// No edit is applied with this profile.
  var readonly: Bool?
  /// Guard rails: a count or `none`; a percent with its sign or `none`.
  var maxChanges: WrittenValue?
  var maxDeletes: WrittenValue?
  var maxPriceChange: WrittenValue?
  var allowZeroPrice: Bool?

  var rails: RailSettings {
    RailSettings(
      maxChanges: maxChanges?.text, maxDeletes: maxDeletes?.text, maxPriceChange: maxPriceChange?.text,
      allowZeroPrice: allowZeroPrice)
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case url, user, domain, cacert, insecure, connections, readonly
    case fullScan = "full_scan"
    case maxChanges = "max_changes"
    case maxDeletes = "max_deletes"
    case maxPriceChange = "max_price_change"
    case allowZeroPrice = "allow_zero_price"
    case tokenFile = "token_file"
    case passwordFile = "password_file"
  }
}

/// A number or a text, as it stands in the file.
struct WrittenValue: Codable, Sendable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    text = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// The configuration file: `$RATEQL_CONFIG`, else `rateql/config.toml` in `$XDG_CONFIG_HOME` or
/// `~/.config`.
struct ConfigurationFile: Sendable {
  let path: String
  let profiles: [String: Profile]
  let defaultProfile: String?

  /// Nil where there is no file.
  ///
  /// - Throws: ``CommandFailure`` where there is one that can't be used.
  static func load(_ environment: [String: String]) throws -> ConfigurationFile? {
    let given = environment["RATEQL_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    guard let path = given ?? standardPath(environment) else { return nil }
    guard FileManager.default.fileExists(atPath: path) else {
      guard given == nil else {
        throw CommandFailure(.usage, "RATEQL_CONFIG names \(path), which is not there")
      }
      return nil
    }
    let text = try TextFile.read(path)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw CommandFailure(.usage, "\(path):\(error.source.begin.line): \(error.description)")
    } catch {
      throw CommandFailure(.usage, "\(path) can't be read: \(error)")
    }
    return try ConfigurationFile(path: path, table: table)
  }

  private static func standardPath(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/rateql/config.toml" }
    return environment["HOME"].map { $0 + "/.config/rateql/config.toml" }
  }

  private init(path: String, table: TOMLTable) throws {
    self.path = path
    let known = ["default_profile", "profile"]
    for key in table.keys where !known.contains(key) {
      throw CommandFailure(.usage, "\(path) has an unknown setting `\(key)`\(Self.hint(key, known))")
    }
    defaultProfile = table["default_profile"]?.string
    var profiles: [String: Profile] = [:]
    let settings = Profile.CodingKeys.allCases.map(\.rawValue)
    if let sections = table["profile"]?.table {
      for name in sections.keys {
        guard let section = sections[name]?.table else {
          throw CommandFailure(.usage, "\(path): write the profile as a section: [profile.\(name)]")
        }
        for key in section.keys where !settings.contains(key) {
          throw CommandFailure(
            .usage, "\(path): the profile \(name) has an unknown setting `\(key)`\(Self.hint(key, settings))")
        }
        do {
          profiles[name] = try TOMLDecoder().decode(Profile.self, from: section)
        } catch {
          throw CommandFailure(.usage, "\(path): a setting of the profile \(name) is of the wrong type")
        }
      }
    }
    self.profiles = profiles
  }

  private static func hint(_ key: String, _ known: [String]) -> String {
    if ["token", "password"].contains(key) {
      return "; secrets stand in files of their own: `\(key)_file`"
    }
    return Suggestion.nearest(to: key, among: known).map { "; did you mean `\($0)`?" } ?? ""
  }

  /// The profile, its file names made whole: `~/` is `$HOME`, others stand beside the configuration file.
  ///
  /// - Throws: ``CommandFailure`` where there is no profile of that name.
  func profile(_ name: String, _ environment: [String: String]) throws -> Profile {
    if var profile = profiles[name] {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      func whole(_ file: String?) -> String? {
        file.map { TextFile.expanded($0, environment) }.map { $0.hasPrefix("/") ? $0 : folder + $0 }
      }
      profile.tokenFile = whole(profile.tokenFile)
      profile.passwordFile = whole(profile.passwordFile)
      profile.cacert = whole(profile.cacert)
      return profile
    }
    let nearest = Suggestion.nearest(to: name, among: profiles.keys.sorted())
    throw CommandFailure(
      .usage,
      "\(path) has no profile `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" }
          ?? "; it has \(profiles.keys.sorted().joined(separator: ", "))"))
  }
}
