import Foundation
import Testing

/// Between the bytes that come in and those that go out no number is a binary fraction.
@Suite("Exact money")
struct ExactMoneyTests {
  /// The share of requests that a fault strikes is no money.
  static let faults = "Sources/Sandbox/Faults/"

  @Test("nothing that touches a rate knows Double or Float")
  func noBinaryFractions() throws {
    let files = DependencyTests.sources("Sources").filter { !$0.path.contains(ExactMoneyTests.faults) }
    #expect(files.count > 300)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard ["Double", "Float"].contains(where: text.contains) else { continue }
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let code = line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex)
        let found = code.contains(/\b(Double|Float|Float16|Float32|Float64|Float80|CGFloat)\b/)
        #expect(!found, "\(file.lastPathComponent):\(number + 1): \(line)")
      }
    }
  }
}
