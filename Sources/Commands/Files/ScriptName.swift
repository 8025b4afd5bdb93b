import RateQL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a script is called that another one includes.
enum ScriptName {
  /// The path beside the includer, in its shortest form, so that a script has one name by whatever way it
  /// is reached: includes that loop are told by it.
  ///
  /// - Parameter place: the path as the system takes it.
  static func name(
    of path: String, from includer: String, place: (String) throws(RowSourceError) -> String
  ) throws(RowSourceError) -> String {
    guard !path.isEmpty else { throw RowSourceError("the name of a file is empty") }
    guard !path.hasPrefix("/"), !path.hasPrefix("~/") else { return shortened(path) }
    // A line that was typed, or `<standard input>`, stands in the current folder.
    let folder = includer.lastIndex(of: "/").map { String(includer[...$0]) } ?? ""
    let joined = folder + path
    let short = shortened(joined)
    // `..` behind a link leads elsewhere than its text says.
    guard joined.contains("..") else { return short }
    let (long, brief) = (try place(joined), try place(short))
    return same(long, brief) ? short : joined
  }

  /// The path without `.`, `..` and empty parts, where they can go.
  static func shortened(_ path: some StringProtocol) -> String {
    var parts: [Substring] = []
    for part in String(path).split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where parts.last.map { $0 != ".." && $0 != "~" } == true: parts.removeLast()
      default: parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  private static func same(_ a: String, _ b: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard stat(a, &one) == 0, stat(b, &other) == 0 else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }
}
