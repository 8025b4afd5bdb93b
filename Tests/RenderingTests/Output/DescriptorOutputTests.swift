import Dispatch
import Rendering
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct DescriptorOutputTests {
  init() {
    // As the program does; a closed pipe would end the test run otherwise.
    signal(SIGPIPE, SIG_IGN)
  }

  @Test("text waits in the buffer until it is full or flushed, and arrives in order")
  func buffering() async throws {
    let (reader, writer) = try pipePair()
    defer { closeAll(reader, writer) }
    let output = DescriptorOutput(descriptor: writer, name: "a pipe", capacity: 8)
    try await output.write("12345678")
    #expect(available(reader) == 0)
    try await output.write("9")
    #expect(read(reader, upTo: 100) == "123456789")
    try await output.write("ab")
    #expect(available(reader) == 0)
    try await output.flush()
    try await output.flush()
    #expect(read(reader, upTo: 100) == "ab")
    #expect(!output.isTerminal)
    #expect(output.terminalWidth == nil)
  }

  @Test("a reader that has gone is told as such")
  func closedPipe() async throws {
    let (reader, writer) = try pipePair()
    close(reader)
    defer { close(writer) }
    let output = DescriptorOutput(descriptor: writer, name: "standard output", capacity: 0)
    await #expect(throws: OutputError.closed(output: "standard output")) {
      try await output.write("x")
    }
  }

  @Test("what the system refuses is told with its reason")
  func refused() async throws {
    let (reader, writer) = try pipePair()
    closeAll(reader, writer)
    let output = DescriptorOutput(descriptor: -1, name: "rates.csv", capacity: 0)
    await #expect(throws: OutputError.failed(output: "rates.csv", reason: "Bad file descriptor")) {
      try await output.write("x")
    }
  }

  @Test("more than a pipe holds goes through whole while someone reads")
  func largeText() async throws {
    let (reader, writer) = try pipePair()
    defer { close(reader) }
    let text = String(repeating: "0123456789abcdef", count: 40_000)
    async let sent: Void = {
      let output = DescriptorOutput(descriptor: writer, name: "a pipe")
      defer { close(writer) }
      try await output.write(text)
      try await output.flush()
    }()
    // Reading blocks, so it is done on a thread that no task needs.
    let received = await withCheckedContinuation { waiter in
      DispatchQueue.global().async { waiter.resume(returning: readAll(reader)) }
    }
    try await sent
    #expect(received == text)
  }

  @Test("a terminal tells its width, and what is written to it does not wait")
  func terminal() async throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    try #require(openpty(&controller, &terminal, nil, nil, nil) == 0)
    defer { closeAll(terminal, controller) }
    let output = DescriptorOutput(descriptor: terminal, name: "a terminal")
    #expect(output.isTerminal)
    #expect(output.terminalWidth == nil)
    var size = winsize(ws_row: 24, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(controller, UInt(TIOCSWINSZ), &size) == 0)
    #expect(output.terminalWidth == 40)
    try await output.write("now")
    #expect(read(controller, upTo: 10) == "now")
  }

  @Test("a writer that waits for its reader can be cancelled")
  func cancelled() async throws {
    let (reader, writer) = try pipePair()
    defer { closeAll(reader, writer) }
    let task = Task {
      let output = DescriptorOutput(descriptor: writer, name: "a pipe")
      // Nobody reads, and this is more than a pipe holds.
      try await output.write(String(repeating: "x", count: 2_000_000))
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  private func pipePair() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private func closeAll(_ descriptors: Int32...) {
    for descriptor in descriptors { close(descriptor) }
  }

  private func available(_ descriptor: Int32) -> Int32 {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0)
  }
}

private func read(_ descriptor: Int32, upTo count: Int) -> String {
  var bytes = [UInt8](repeating: 0, count: count)
  let got = read(descriptor, &bytes, count)
  return String(decoding: bytes.prefix(max(got, 0)), as: UTF8.self)
}

private func readAll(_ descriptor: Int32) -> String {
  var text: [UInt8] = []
  var bytes = [UInt8](repeating: 0, count: 4096)
  while true {
    let got = read(descriptor, &bytes, bytes.count)
    guard got > 0 else { break }
    text.append(contentsOf: bytes[..<got])
  }
  return String(decoding: text, as: UTF8.self)
}
