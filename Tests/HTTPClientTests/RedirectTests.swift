import Testing

@testable import HTTPClient

@Suite struct `A redirect` {
  @Test func `is refused unless asked for`() async throws {
    let server = try ScriptedServer { _ in [.answer("302 Found", ["Location: /there"])] }
    defer { server.stop() }
    let error = await failure(of: OutgoingRequest(server.url("/here")), through: try makeClient())
    #expect(error?.kind == .redirectRefused)
    #expect(error?.cause == "the server answered 302 and points elsewhere")
    #expect(server.requests.map(\.path) == ["/here"])
  }

  @Test func `is followed when asked for, as far as asked for`() async throws {
    let server = try ScriptedServer { request in
      let number = Int(request.path.dropFirst()) ?? 0
      return number < 3 ? [.answer("302 Found", ["Location: \(number + 1)"])] : [.answer("200 OK", [], "end")]
    }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/0"), headers: ["Authorization": "Bearer x"])
    request.redirects = .follow(most: 3)
    #expect(try await makeClient().send(request).body == Array("end".utf8))
    #expect(server.requests.map(\.path) == ["/0", "/1", "/2", "/3"])
    #expect(server.requests.last?.header("Authorization") == "Bearer x")
    request.redirects = .follow(most: 2)
    #expect(await failure(of: request, through: try makeClient())?.cause == "more than 2 redirects")
  }

  @Test func `never takes credentials to another host`() async throws {
    let other = try ScriptedServer { _ in [.answer("200 OK", [], "other")] }
    defer { other.stop() }
    let server = try ScriptedServer { _ in [.answer("302 Found", ["Location: \(other.url("/"))"])] }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/"), headers: ["X-Api-Key": "k"])
    request.redirects = .follow(most: 3)
    #expect(await failure(of: request, through: try makeClient())?.kind == .redirectRefused)
    #expect(other.requests.isEmpty)
    request.headers = ["Accept": "text/csv"]
    #expect(try await makeClient().send(request).body == Array("other".utf8))
  }

  static let rules: [(method: String, status: Int, to: String, expected: String)] = [
    ("POST", 302, "https://a.example/b", "GET 0"),
    ("POST", 303, "https://a.example/b", "GET 0"),
    ("PUT", 303, "https://a.example/b", "GET 0"),
    ("PUT", 301, "https://a.example/b", "PUT 1"),
    ("POST", 307, "https://a.example/b", "POST 1"),
    ("POST", 308, "https://a.example/b", "POST 1"),
    ("POST", 308, "https://a.example:8443/b", "refused"),
    ("POST", 308, "http://a.example/b", "refused"),
    ("GET", 301, "file:///etc/passwd", "refused"),
    ("POST", 304, "https://a.example/b", "stay"),
    ("POST", 201, "https://a.example/b", "stay"),
  ]

  @Test(arguments: rules) func `keeps the method where the status says so`(
    method: String, status: Int, to: String, expected: String
  ) {
    var request = OutgoingRequest(method, "https://a.example/a", body: [1])
    request.redirects = .follow(most: 1)
    let became =
      switch RedirectRule.step(after: request, status: status, location: to, followed: 0) {
      case .stay: "stay"
      case .refuse: "refused"
      case .follow(let next): "\(next.method) \(next.body?.count ?? 0)"
      }
    #expect(became == expected)
  }
}
