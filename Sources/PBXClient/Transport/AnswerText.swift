import ExactJSON
import RateQL

/// What an answer that is no success says, in one line.
struct AnswerText {
  /// The API's code; `UNKNOWN` where there is none of its form.
  var code = "UNKNOWN"
  var message: String
  /// Whether the answer is of the vendor's form: `{"errors": […]}`.
  var isVendors = false

  init(_ answer: PBXAnswer) {
    message = answer.body.isEmpty ? "no reason given" : PlainText.line(answer.text)
    guard let value = try? answer.body.withUnsafeBytes({ try JSONValue.parse($0) }) else {
      if answer.isHTML { message = PlainText.html(answer.text) }
      if message.isEmpty { message = "no reason given" }
      return
    }
    if case .array(let errors) = value["errors"], let first = errors.first {
      isVendors = true
      code = AnswerText.code(first["code"])
      let messages = errors.compactMap(AnswerText.message)
      if !messages.isEmpty { message = PlainText.line(messages.joined(separator: "; "), limit: 600) }
    } else if let text = ["error_description", "message", "error"].lazy.compactMap({ value[$0]?.string })
      .first
    {
      code = AnswerText.code(value["code"])
      message = PlainText.line(text)
    }
  }

  private static func code(_ value: JSONValue?) -> String {
    guard let code = value?.string, (1...64).contains(code.utf8.count),
      code.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      })
    else { return "UNKNOWN" }
    return code
  }

  private static func message(_ error: JSONValue) -> String? {
    guard let text = error["message"]?.string ?? error.string, !text.isEmpty else {
      return error["code"]?.string
    }
    guard let detail = error["detail"]?.string, !detail.isEmpty, detail != text else { return text }
    return "\(text) (\(detail))"
  }
}

extension StoreError {
  /// The error behind an answer that is no success.
  init(_ answer: PBXAnswer, request: PBXRequest, server: String, words: AnswerText) {
    let asked = "\(server), asked to \(request.purpose)"
    switch answer.status {
    case 401:
      self = .notSignedIn("\(asked), says that you are not signed in: \(words.message)")
    case 403 where request.isWrite:
      let permission = "Billing.FullAccess"
      let reason = words.message.contains(permission) ? "" : " (\(words.message))"
      self = .notAllowed("\(asked), says that you may not: it needs the permission \(permission)\(reason)")
    case 403:
      self = .notAllowed("\(asked), says that you may not (\(words.message))")
    case 300..<400:
      self = .badAnswer("\(asked), points to another address (\(answer.status)): give the API's own address")
    case 404 where answer.isHTML, 405 where answer.isHTML:
      self = .badAnswer(
        "\(asked), has no such page (\(answer.status): \(words.message)): is this the PBX's API address?")
    case 429, 503:
      self = .busy("\(asked), asks for time (\(answer.status): \(words.message)); try again later")
    case 500... where request.isWrite:
      self = .uncertain(
        "\(asked), failed (\(answer.status): \(words.message)); it may or may not have done it")
    default:
      self = .refused(Refusal(status: answer.status, code: words.code, message: words.message))
    }
  }
}
