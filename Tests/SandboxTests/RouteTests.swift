import Hummingbird
import Testing

@testable import Sandbox

@Suite struct RouteTests {
  @Test(arguments: [
    ("/call_rates", "GET, POST"), ("/call_rates/export", "GET"), ("/call_rates/x", "GET, POST"),
    ("/call_rates/x/destroy", "POST"), ("/tenant/billing", "GET, POST"), ("/login", "GET, POST"),
    ("/login/oauth/token", "POST"), ("/login/oauth/revoke", "POST"),
  ])
  func otherMethodsAreNotAllowed(_ path: String, _ allowed: String) async throws {
    try await TestPBX.run { pbx async throws in
      for method: HTTPRequest.Method in [.put, .delete, .patch, .head, .options, .trace] {
        let answer = try await pbx.send(method, path)
        #expect(answer.status == 405 && answer.headers[.allow] == allowed)
        #expect(answer.code == "METHOD_NOT_ALLOWED")
      }
    }
  }

  @Test(arguments: [
    "", "/", "/call_rate", "/call_rates/", "/call_rates/a/b", "/call_rates/a/destroy/", "/%zz",
  ])
  func unknownPathsAreNotFound(_ path: String) async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.get(path)
      #expect(answer.status == 404 && answer.code == "NOT_FOUND")
    }
  }

  @Test func exportIsNoId() async throws {
    try await TestPBX.run { pbx async throws in
      #expect(try await pbx.post("/call_rates/export", "{}").status == 405)
      #expect(Route(path: "/api/call_rates/a%2Fb%20c") == .rate(id: "a/b c"))
      #expect(Route(path: "/call_rates") == nil)
    }
  }

  @Test func billingSettingsAreReadAndSet() async throws {
    try await TestPBX.run { pbx async throws in
      #expect(
        try await pbx.get("/tenant/billing").body
          == "{\"enabled\":false,\"account\":\"TENANT\",\"type\":\"OFFLINE\"}")
      let set = "{\"enabled\":true,\"account\":\"USER\",\"type\":\"ONLINE\"}"
      #expect(try await pbx.post("/tenant/billing", set).status == 200)
      #expect(try await pbx.get("/tenant/billing").body == set)
      for bad in ["{\"enabled\":1}", "{\"account\":\"user\"}", "{\"type\":null}", "[]", "x"] {
        #expect(try await pbx.post("/tenant/billing", bad).status == 400)
        #expect(try await pbx.get("/tenant/billing").body == set)
      }
      #expect(try await pbx.send(.post, "/tenant/billing").status == 200)
      #expect(try await pbx.get("/tenant/billing").body == set)
      #expect(try await pbx.post("/tenant/billing", "{\"enabled\":true}").status == 200)
      #expect(
        try await pbx.get("/tenant/billing").body
          == "{\"enabled\":true,\"account\":\"TENANT\",\"type\":\"OFFLINE\"}")
    }
  }
}
