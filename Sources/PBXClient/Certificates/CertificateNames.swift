/// The names in a certificate. Source: RFC 5280, sections 4.1 and 4.2.1.6.
struct CertificateNames {
  /// Whose it is, as `CN=pbx.example.com, O=Example`; empty where it does not say.
  private(set) var subject = ""
  /// Who signed it.
  private(set) var issuer = ""
  /// The host names and addresses that it is for.
  private(set) var hosts: [String] = []
  private(set) var isSelfIssued = false

  init(der: [UInt8]) {
    var certificate = DERReader(der[...])
    guard var outer = certificate.next(DERReader.sequence)?.elements,
      var fields = outer.next(DERReader.sequence)?.elements
    else { return }
    // The version stands first where it is none of 1988; then serial number, algorithm, issuer, validity, subject.
    _ = fields.next(0xA0)
    _ = fields.next()
    _ = fields.next()
    guard let issuer = fields.next(DERReader.sequence), fields.next() != nil,
      let subject = fields.next(DERReader.sequence)
    else { return }
    self.issuer = CertificateNames.text(issuer)
    self.subject = CertificateNames.text(subject)
    isSelfIssued = issuer.content == subject.content
    _ = fields.next()
    for field in fields where field.tag == 0xA3 {
      hosts = CertificateNames.hosts(field)
    }
  }

  /// The attributes of a name, in the order of the certificate.
  private static func text(_ name: DERReader.Element) -> String {
    name.elements.flatMap(\.elements).compactMap { attribute -> String? in
      var parts = attribute.elements
      guard let type = parts.next(DERReader.objectIdentifier), let value = parts.next() else { return nil }
      return "\(label(type.content))=\(quoted(string(value)))"
    }.joined(separator: ", ")
  }

  /// A value that could be taken for several attributes stands in quotes.
  private static func quoted(_ text: String) -> String {
    let text = PlainText.line(text, limit: 120)
    guard text.contains(where: { ",=+\"".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "'"))\""
  }

  private static func label(_ identifier: ArraySlice<UInt8>) -> String {
    switch Array(identifier) {
    case [0x55, 0x04, 0x03]: "CN"
    case [0x55, 0x04, 0x05]: "serialNumber"
    case [0x55, 0x04, 0x06]: "C"
    case [0x55, 0x04, 0x07]: "L"
    case [0x55, 0x04, 0x08]: "ST"
    case [0x55, 0x04, 0x0A]: "O"
    case [0x55, 0x04, 0x0B]: "OU"
    case [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01]: "emailAddress"
    case [0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 0x01, 0x19]: "DC"
    default: "other"
    }
  }

  /// The strings that a name may be written in: UTF-8, ASCII and its like, Latin 1, UTF-16, UTF-32.
  private static func string(_ value: DERReader.Element) -> String {
    switch value.tag {
    case 0x1E:
      String(decoding: units(value.content, bytes: 2).map(UInt16.init(truncatingIfNeeded:)), as: UTF16.self)
    case 0x1C:
      String(decoding: units(value.content, bytes: 4).map(UInt32.init(truncatingIfNeeded:)), as: UTF32.self)
    case 0x14: String(String.UnicodeScalarView(value.content.map { Unicode.Scalar($0) }))
    default: String(decoding: value.content, as: UTF8.self)
    }
  }

  private static func units(_ bytes: ArraySlice<UInt8>, bytes size: Int) -> [Int] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      bytes[start..<Swift.min(start + size, bytes.endIndex)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static func hosts(_ extensions: DERReader.Element) -> [String] {
    for one in extensions.elements.flatMap(\.elements) {
      var parts = one.elements
      guard parts.next(DERReader.objectIdentifier)?.content.elementsEqual([0x55, 0x1D, 0x11]) == true,
        let value = parts.first(where: { $0.tag == DERReader.octetString })
      else { continue }
      return value.elements.flatMap(\.elements).compactMap { name in
        switch name.tag {
        case 0x82: PlainText.line(String(decoding: name.content, as: UTF8.self), limit: 120)
        case 0x87: address(name.content)
        default: nil
        }
      }
    }
    return []
  }

  private static func address(_ bytes: ArraySlice<UInt8>) -> String? {
    switch bytes.count {
    case 4: bytes.map { "\($0)" }.joined(separator: ".")
    case 16: units(bytes, bytes: 2).map { String($0, radix: 16) }.joined(separator: ":")
    default: nil
    }
  }
}
