import ExactJSON
import RateQL

/// One item of a page while the page is read: numbers as they are, texts as places in the answer.
struct RateRow {
  /// A text's place, in the answer's bytes or among those whose escapes are resolved.
  struct Piece {
    private var start: Int32 = 0
    private var end: Int32 = 0
    private(set) var isResolved = false

    init() {}

    /// - Parameter range: an answer is never longer than 32 bits count.
    init(_ range: Range<Int>, isResolved: Bool = false) {
      start = Int32(clamping: range.lowerBound)
      end = Int32(clamping: range.upperBound)
      self.isResolved = isResolved
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var length: Int { Int(end - start) }
  }

  /// By ``RateField/lane``.
  var numbers = SIMD8<Int64>()
  var id = Piece()
  var prefix = Piece()
  var description = Piece()
  var type = SymbolColumn.nullCode
  /// The fields that have a value; a field that is null or missing has none.
  var valued = RateFieldSet()

  func has(_ field: RateField) -> Bool { valued.contains(field) }
}

extension RateField {
  /// The number field's place in a row; the eight number fields follow one another.
  @inline(__always)
  var lane: Int { (rawValue - RateField.freeSeconds.rawValue) & 7 }

  /// The JSON keys, in the order of ``allCases``, in which servers mostly write them too.
  static let jsonKeys = MemberNames(allCases.map(\.name))

  /// The field of that JSON key, letter for letter.
  init?(jsonKey: String) {
    guard let place = RateField.jsonKeys.texts.firstIndex(of: jsonKey) else { return nil }
    self = RateField.allCases[place]
  }

  /// The kind of its column, for a field that is a number.
  var fixedKind: FixedColumn.Kind? {
    switch self {
    case .postcallSurcharge: .percent
    default: fractionDigits == nil ? nil : .number
    }
  }
}

/// The rate types of a page, each with the first place that spelled it.
struct SymbolNames {
  private(set) var names: [String] = []
  private var places: [Range<Int>] = []

  mutating func code(_ text: JSONText, _ scanner: JSONScanner) throws(JSONFault) -> UInt8 {
    let place = text.start..<text.end
    for code in places.indices where places[code].count == place.count {
      if scanner.same(places[code], place.lowerBound) { return UInt8(code) }
    }
    let name = try scanner.string(text)
    if let code = names.firstIndex(of: name) { return UInt8(code) }
    guard names.count < Int(SymbolColumn.nullCode) else { throw .shape("there are too many rate types") }
    names.append(name)
    places.append(place)
    return UInt8(names.count - 1)
  }
}

extension JSONScanner {
  /// Whether the bytes at hand are those of an earlier place.
  @inline(__always)
  func repeats(_ range: Range<Int>) -> Bool { same(range, at) }

  /// Whether the bytes from `start` on are those of `range`, eight at a time.
  @inline(__always)
  func same(_ range: Range<Int>, _ start: Int) -> Bool {
    let length = range.count
    guard start + length <= bytes.count else { return false }
    guard length >= 8 else {
      return (0..<length).allSatisfy { bytes[start + $0] == bytes[range.lowerBound + $0] }
    }
    var offset = 0
    while offset < length {
      // The last word reaches back over what is compared already.
      let place = min(offset, length - 8)
      guard
        bytes.loadUnaligned(fromByteOffset: start + place, as: UInt64.self)
          == bytes.loadUnaligned(fromByteOffset: range.lowerBound + place, as: UInt64.self)
      else { return false }
      offset += 8
    }
    return true
  }
}
