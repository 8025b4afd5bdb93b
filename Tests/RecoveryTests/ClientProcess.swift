import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The real program, run against a sandbox and killed when a test says so.
final class ClientProcess: Sendable {
  enum End: Equatable {
    case code(Int32)
    case killed
  }

  /// RATEQL_PROGRAM, or the program that was built beside the tests.
  static var path: String? {
    if let program = ProcessInfo.processInfo.environment["RATEQL_PROGRAM"] { return program }
    let candidates = [
      Bundle.main.executableURL?.deletingLastPathComponent(),
      Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent(),
      URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
    ]
    return candidates.compactMap { $0?.appendingPathComponent("rateql").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private let process: Process
  private let wasKilled = Mutex(false)
  private let output: URL

  /// - Parameter folder: holds the client's state and its output.
  init(_ arguments: [String], folder: URL, token: String, url: String) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: ClientProcess.path ?? "/nowhere/rateql")
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "XDG_STATE_HOME": folder.path, "RATEQL_URL": url,
      "RATEQL_TOKEN": token,
    ]
    output = folder.appendingPathComponent("output-\(UInt64.random(in: .min ... .max))")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
  }

  /// Runs it to its end.
  func run() async throws -> End {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return wasKilled.withLock { $0 } || process.terminationReason == .uncaughtSignal
      ? .killed : .code(process.terminationStatus)
  }

  /// `kill -9`.
  func kill() {
    wasKilled.withLock { $0 = true }
    if process.isRunning { _ = sendKill(process.processIdentifier) }
  }

  /// All that it wrote.
  var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
}

private func sendKill(_ process: pid_t) -> Int32 { kill(process, SIGKILL) }
