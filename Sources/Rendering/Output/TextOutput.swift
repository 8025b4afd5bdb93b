/// Where rendered text goes: a terminal, a file, a pipe, or memory in a test.
package protocol TextOutput: Sendable {
  /// Takes UTF-8 bytes. They may wait in a buffer until ``flush()``.
  ///
  /// - Throws: ``OutputError``; `CancellationError` where the task is cancelled while it waits for a reader.
  func write(_ bytes: [UInt8]) async throws

  /// Sends on what is still in a buffer.
  func flush() async throws
}

extension TextOutput {
  package func write(_ text: String) async throws {
    try await write(Array(text.utf8))
  }
}

/// Why output could not be written.
package enum OutputError: Error, Hashable, Sendable {
  /// The reader has gone, as `head` does once it has seen enough. Seldom worth a message.
  case closed(output: String)
  /// The system refused, with its reason: a full disk, a device that is gone.
  case failed(output: String, reason: String)
}

extension OutputError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .closed(let output):
      "the reader of \(output) went away before everything was written"
    case .failed(let output, let reason):
      "cannot write to \(output): \(reason); make room there or choose another place for the output"
    }
  }
}

/// An output that keeps everything in memory.
package actor MemoryOutput: TextOutput {
  package private(set) var bytes: [UInt8] = []
  /// How often something was handed over, which shows whether a formatter streams.
  package private(set) var writes = 0

  package init() {}

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package func write(_ bytes: [UInt8]) {
    self.bytes.append(contentsOf: bytes)
    writes += 1
  }

  package func flush() {}
}
