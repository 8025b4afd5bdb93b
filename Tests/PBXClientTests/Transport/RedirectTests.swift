import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite struct RedirectTests {
  @Test(
    arguments: [
      ("/api/v2/x?a=1", "/api/v2/x?a=1"), ("https://pbx.test:8887/y", "/y"), ("HTTPS://PBX.test:8887", "/"),
      ("//pbx.test:8887/y?z", "/y?z"), ("?skip=1", "/api/call_rates?skip=1"), ("other", "/api/other"),
      ("/a#b", "/a"), ("https://pbx.test:8887?x=1", "/?x=1"),
      ("https://pbx.test/y", nil), ("http://pbx.test:8887/y", nil), ("https://pbx.test:8888/y", nil),
      ("https://elsewhere.test:8887/y", nil), ("//elsewhere.test/y", nil), ("https://a@pbx.test:8887/y", nil),
      ("https://pbx.test:8887@elsewhere.test/y", nil), ("https:/y", nil), ("javascript:alert(1)", nil),
      ("file:///etc/passwd", nil), ("", nil), ("#x", nil), ("/a b", nil), ("/a\r\nb", nil), ("/é", nil),
    ] as [(String, String?)])
  func goesToTheSameServerAlone(_ location: String, _ path: String?) throws {
    let server = try PBXAddress("https://pbx.test:8887")
    #expect(Redirect.path(of: location, from: "/api/call_rates?skip=0", at: server) == path)
  }

  @Test(
    arguments: [
      ("/call_rates?skip=100&top=5", "/v2/call_rates", "/v2/call_rates?skip=100&top=5"),
      ("/call_rates?skip=100&top=5", "/v2/call_rates?", "/v2/call_rates?skip=100&top=5"),
      ("/call_rates?skip=100", "/v2/call_rates?v=2&skip=100", "/v2/call_rates?v=2&skip=100"),
      ("/call_rates?filter=a%20b", "/x?filter=a%20b", "/x?filter=a%20b"),
      ("/call_rates?skip=100", "/v2/call_rates?skip=0", nil),
      ("/call_rates?skip=100&top=5", "/x?skip=100", nil),
      ("/call_rates/7", "/v2/rates/7", "/v2/rates/7"), ("/login", "/elsewhere?x=1", "/elsewhere?x=1"),
    ] as [(String, String, String?)])
  func aReadStaysTheSameQuestion(_ asked: String, _ next: String, _ same: String?) {
    #expect(Redirect.same(PBXRequest(method: .get, path: asked, purpose: "read"), at: next) == same)
  }

  @Test(
    arguments: [
      ("/call_rates/7", "/v2/call_rates/7", true), ("/call_rates/7", "/v2/call_rates/8", false),
      ("/call_rates/7/destroy", "/v2/call_rates/7/destroy", true),
      ("/call_rates/7/destroy", "/call_rates/destroy", false),
      ("/call_rates/7", "/call_rates/7/destroy", false),
    ])
  func aWriteGoesToTheSameRate(_ asked: String, _ next: String, _ isFollowed: Bool) {
    let request = PBXRequest(method: .post, path: asked, isWrite: true, purpose: "write")
    #expect((Redirect.same(request, at: next) != nil) == isFollowed)
  }

  @Test func aRedirectThatDropsTheQueryDoesNotChangeTheAnswer() async throws {
    let table = FakeTable(250)
    try await FakePBX.run { call in
      if call.path.hasPrefix("/api/") { return .redirect(301, "/v2" + call.path.dropFirst(4)) }
      return table.answer(call)
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.ids(ScanRequest(skip: 120, limit: 20)) == ScanTests.ids(120..<140))
      }
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func aReadIsSentOnWithItsToken(_ status: Int) async throws {
    try await FakePBX.run { call in
      call.path == "/api/tenant/billing" ? .redirect(status, "/elsewhere?x=1") : SignInTests.billing
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.billing().enabled)
        #expect(fake.calls.map(\.path) == ["/api/tenant/billing", "/elsewhere"])
        #expect(fake.calls.last?.rawQuery == "x=1")
        #expect(fake.calls.allSatisfy { $0.authorization == "Bearer test-token" })
      }
    }
  }

  @Test func anExportIsSentOnToo() async throws {
    try await FakePBX.run { call in
      call.path == "/api/call_rates/export"
        ? .redirect(302, "/files/rates.csv") : Reply(type: "text/csv", body: "a,b\n")
    } with: { fake in
      try await fake.session { session in
        let bytes = try await session.export { export in
          var bytes: [UInt8] = []
          try await export.forEachChunk { bytes += $0 }
          return bytes
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "a,b\n")
      }
    }
  }

  @Test func aCircleEnds() async throws {
    try await FakePBX.run { _ in
      .redirect(302, "/api/tenant/billing")
    } with: { fake in
      try await fake.session { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(error?.description.contains("points to another address (302)") == true)
        #expect(fake.calls.count == 1 + Redirect.most)
      }
    }
  }

  @Test func anotherServerGetsNeitherRequestNorToken() async throws {
    try await FakePBX.run { _ in
      SignInTests.billing
    } with: { other in
      try await FakePBX.run { _ in
        .redirect(307, "http://127.0.0.1:\(other.port)/api/tenant/billing")
      } with: { fake in
        try await fake.session { session in
          let error = await #expect(throws: StoreError.self) { try await session.billing() }
          #expect(error?.description.contains("points to another address (307)") == true)
        }
        #expect(fake.calls.count == 1 && other.calls.isEmpty)
      }
    }
  }

  @Test(arguments: [301, 302, 303])
  func aWriteIsNotMadeAReadOf(_ status: Int) async throws {
    try await FakePBX.run { _ in
      .redirect(status, "/elsewhere")
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.self) {
          try await session.setBilling(.init(enabled: true, account: "TENANT", type: "OFFLINE"))
        }
        await #expect(throws: StoreError.self) { try await session.delete(id: "1") }
        #expect(fake.calls.map(\.path) == ["/api/tenant/billing", "/api/call_rates/1/destroy"])
      }
    }
  }

  @Test(arguments: [307, 308])
  func aWriteIsSentOnAsItIs(_ status: Int) async throws {
    try await FakePBX.run { call in
      call.path.hasPrefix("/api/")
        ? .redirect(status, "/moved" + call.path.dropFirst(4)) : Reply(status: 200)
    } with: { fake in
      try await fake.session { session in
        try await session.setBilling(.init(enabled: true, account: "TENANT", type: "OFFLINE"))
        #expect(fake.calls.map(\.path) == ["/api/tenant/billing", "/moved/tenant/billing"])
        #expect(fake.calls.map(\.method) == ["POST", "POST"])
        #expect(fake.calls[0].body == fake.calls[1].body && !fake.calls[1].body.isEmpty)
      }
    }
  }
}
