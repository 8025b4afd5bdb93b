import Foundation
import NIOSSL

/// Certificates that were made for these tests, with their keys; valid from 2020 to 2120, but for the expired one.
package enum TestCertificate: String, Sendable, CaseIterable {
  /// Of `pbx.test`, `127.0.0.1` and `::1`, signed by itself.
  case selfSigned = "self-signed"
  /// Another one with the same names.
  case successor
  /// Valid in 2010, signed by itself.
  case expired
  /// Of `localhost`, `127.0.0.1` and `::1`, signed by the test authority.
  case signed
  /// Of `elsewhere.test`, signed by the test authority.
  case elsewhere

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// The file of the authority that signed some of them.
  package static var authorityPath: String { folder.appendingPathComponent("authority.crt").path }

  package var path: String { TestCertificate.folder.appendingPathComponent("\(rawValue).crt").path }

  /// As `openssl x509 -fingerprint -sha256` tells it.
  package var fingerprint: String {
    switch self {
    case .selfSigned:
      "5D:2E:C4:BB:61:83:09:46:A2:23:3D:E6:E7:38:56:45:A6:AF:11:84:79:A7:DE:BA:32:1F:38:E4:B4:23:94:4D"
    case .successor:
      "0F:8E:01:6A:F7:65:CE:2C:C8:E7:AA:E5:58:F8:D6:EA:3F:90:56:83:20:27:91:7C:03:C3:09:80:5C:31:68:43"
    case .expired:
      "05:3C:8D:15:3F:5F:A4:1B:3A:64:4F:C5:6E:5B:A2:85:06:53:A0:01:65:A0:F9:41:68:F4:E2:44:5F:68:89:97"
    case .signed:
      "C0:53:2C:7E:84:4C:D0:D1:AA:77:B9:D3:2E:23:70:04:5B:9D:6E:FF:32:62:3E:A2:90:B1:30:61:32:7F:D6:2A"
    case .elsewhere:
      "82:BE:B1:07:19:F4:DB:C8:00:8F:99:62:59:47:7F:73:4C:E0:A3:9F:E0:8D:70:DA:0E:20:1E:62:12:F3:03:22"
    }
  }

  func context() throws -> NIOSSLContext {
    let key = TestCertificate.folder.appendingPathComponent("\(rawValue).key").path
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) },
        privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))))
  }
}
