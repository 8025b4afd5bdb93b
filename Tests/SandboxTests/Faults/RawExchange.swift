import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One request on a connection of its own, and everything that came back: how a connection ends is what
/// clients of higher levels hide.
struct RawExchange: Sendable {
  enum Ending: Sendable, Equatable {
    /// The other end closed it in order.
    case closed
    case reset
    case failed(Int32)
  }

  var text: String
  var ending: Ending

  /// The status of the answer; nil where none came.
  var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  var body: String { text.range(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }

  func header(_ name: String) -> String? {
    text.split(separator: "\r\n").compactMap { line -> String? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
      return parts[1].trimmingCharacters(in: .whitespaces)
    }.first
  }

  /// Sends one request and reads until the other end ends it. It blocks a thread of its own.
  static func send(
    _ method: String, _ path: String, body: String = "", token: String, type: String = "application/json",
    port: Int
  ) async -> RawExchange {
    let request = """
      \(method) /api\(path) HTTP/1.1\r
      Host: sandbox\r
      Authorization: Bearer \(token)\r
      Content-Type: \(type)\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r
      \(body)
      """
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: exchange(Array(request.utf8), port)) }
    }
  }

  private static func exchange(_ request: [UInt8], _ port: Int) -> RawExchange {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, write(descriptor, request, request.count) == request.count else {
      return RawExchange(text: "", ending: .failed(errno))
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else {
        let ending: Ending = count == 0 ? .closed : errno == ECONNRESET ? .reset : .failed(errno)
        return RawExchange(text: String(decoding: bytes, as: UTF8.self), ending: ending)
      }
      bytes += buffer[..<count]
    }
  }
}
