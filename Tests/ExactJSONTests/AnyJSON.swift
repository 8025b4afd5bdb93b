import ExactJSON
import Foundation
import RateQL
import TestSupport

extension AnyJSON {
  func agrees(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.number(let a), .number(let b)): ExactDecimal(a.description) == ExactDecimal(b)
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.agrees($1) }
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { key, value in b[key].map { value.agrees($0) } ?? false }
    default: false
    }
  }
}
