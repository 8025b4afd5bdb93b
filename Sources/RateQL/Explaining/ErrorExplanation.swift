/// What the code of a diagnostic means: why it is said, a program that gives it, and the same program mended.
///
/// One entry for each code that the language gives; `rateql explain-error`, `.explain` and the reference are
/// written from this table.
public struct ErrorExplanation: Sendable, Hashable {
  public let code: String
  /// What is wrong, in a few words.
  public let title: String
  /// A few sentences: why it is an error, and what is done about it.
  public let reason: String
  /// A program that gives the code; nil where no program alone does.
  public let wrong: String?
  /// The program mended.
  public let right: String?
  /// The values that both programs are given, by parameter.
  public let parameters: [String: String]

  init(
    _ code: String, _ title: String, _ reason: String, wrong: String? = nil, right: String? = nil,
    parameters: [String: String] = [:]
  ) {
    self.code = code
    self.title = title
    self.reason = reason
    self.wrong = wrong
    self.right = right
    self.parameters = parameters
  }

  /// Every code, in order.
  public static let all =
    (ofLexing + ofParsing + ofChecking + ofRunning + ofHosts).sorted { $0.code < $1.code }

  /// The explanation of a code, however it is written: `RQ2001`, `rq2001`, `2001`, `error[RQ2001]`.
  public static func find(_ code: String) -> ErrorExplanation? {
    let wanted = canonical(code)
    return all.first { $0.code == wanted }
  }

  /// The known code that lies nearest to one that is not.
  public static func nearest(to code: String) -> String? {
    let wanted = canonical(code)
    guard let number = Int(wanted.dropFirst(2)) else { return nil }
    return all.min { a, b in distance(a, number) < distance(b, number) }?.code
  }

  private static func distance(_ explanation: ErrorExplanation, _ number: Int) -> Int {
    abs((Int(explanation.code.dropFirst(2)) ?? 0) - min(max(number, 0), 1_000_000))
  }

  private static func canonical(_ code: String) -> String {
    let digits = code.filter { $0.isASCII && $0.isNumber }
    return "RQ" + digits
  }
}
