#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The system's numbers for the failures that a message tells apart.
enum ErrorNumber {
  static let refused = ECONNREFUSED
  static let hostUnreachable = EHOSTUNREACH
  static let networkUnreachable = ENETUNREACH
  static let timedOut = ETIMEDOUT
  static let reset = ECONNRESET
  static let brokenPipe = EPIPE
}
