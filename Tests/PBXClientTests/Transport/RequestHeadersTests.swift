import Testing

@testable import PBXClient

@Suite("Headers of requests")
struct RequestHeadersTests {
  private let headers = RequestHeaders(userAgent: "agent")

  private func lines(_ request: PBXRequest, _ token: Secret?) -> [String] {
    headers(request, token: token).map { "\($0.name): \($0.value)" }
  }

  @Test("are those of the request and of the token, whichever came before")
  func kinds() {
    let read = PBXRequest(method: .get, path: "/a", purpose: "read")
    let page = PBXRequest(method: .get, path: "/b", mayBeCompressed: true, purpose: "list")
    let write = PBXRequest(method: .post, path: "/c", body: .json([]), isWrite: true, purpose: "write")
    let form = PBXRequest(method: .post, path: "/d", body: .form([]), purpose: "sign in")
    let common = ["accept: application/json, */*", "user-agent: agent"]
    for token in ["one", "two", nil, "two", "one"] as [String?] {
      let secret = token.map { Secret($0) }
      let signed = common + (token.map { ["authorization: Bearer \($0)"] } ?? [])
      for _ in 0..<2 {
        #expect(lines(read, secret) == signed)
        #expect(lines(page, secret) == signed + ["accept-encoding: \(Compression.accepted)"])
        #expect(lines(write, secret) == signed + ["content-type: application/json"])
        #expect(lines(form, secret) == signed + ["content-type: application/x-www-form-urlencoded"])
      }
    }
  }

  @Test("are not shown: there is a token in them")
  func secret() {
    _ = lines(PBXRequest(method: .get, path: "/a", purpose: "read"), Secret("hunter22"))
    var dumped = "\(headers) \(String(reflecting: headers)) "
    dump(headers, to: &dumped)
    #expect(!dumped.contains("hunter22"))
  }
}
