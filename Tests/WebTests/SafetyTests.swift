import JSONReader
import Runtime
import TestKit
import Testing

@testable import Web

@Suite struct `Safety of the server` {
  @Test(arguments: ["/", "/api/v1/numbers", "/nothing", "/conversations?page=0"])
  func `every answer forbids what it does not need`(_ target: String) async throws {
    try await withServer(nil) { served async throws in
      let answer = try await served.get(target)
      let policy = answer["Content-Security-Policy"] ?? ""
      for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        #expect(policy.contains(part))
      }
      #expect(!policy.contains("unsafe"))
      #expect(answer["X-Content-Type-Options"] == "nosniff")
      #expect(answer["Referrer-Policy"] == "same-origin")
    }
  }

  @Test func `pages are not kept by caches`() async throws {
    try await withServer { served async throws in
      #expect(try await served.get("/")["Cache-Control"] == "no-store")
      #expect(try await served.get("/conversations/facebook%3A1")["Cache-Control"] == "no-store")
    }
  }

  @Test func `files of pages may be kept for ever under the name of their content`() async throws {
    try await withServer(nil) { served async throws in
      for asset in Assets.all {
        let named = try await served.get(asset.path)
        #expect(named.body == asset.bytes)
        #expect(named["Content-Type"] == asset.contentType)
        #expect(named["Cache-Control"] == "public, max-age=31536000, immutable")
        #expect(try await served.get("/assets/\(asset.name)?v=0")["Cache-Control"] == "no-cache")
      }
      #expect(try await served.get("/assets/none.css").status == 404)
    }
  }

  static let strangers = [
    ["Origin: https://evil.example"], ["Origin: null"], ["Origin: http://localhost.evil.example"],
    ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"],
  ]

  @Test(arguments: strangers, ["/sources/upload", "/api/upload-json", "/api/v1/imports/messenger"])
  func `a page of another site cannot upload`(_ headers: [String], _ target: String) async throws {
    try await withServer(nil) { served async throws in
      #expect(try await served.upload(Chats.sample, to: target, headers: headers).status == 403)
      #expect(try await served.json("/api/v1/conversations")["total"]?.int == 0)
    }
  }

  @Test(arguments: ["evil.example", "localhost.evil.example", "10.0.0.1:80"])
  func `a name that is not this machine's is not answered`(_ host: String) async throws {
    try await withServer { served async throws in
      let answer = try await served.get("/", ["Host: \(host)"])
      #expect(answer.status == 421)
      #expect(!answer.text.contains("Halden"))
      #expect(!answer.text.contains("Maya"))
    }
  }

  @Test func `the log tells of requests and keeps their queries to itself`() async throws {
    try await withServer { served async throws in
      _ = try await served.get("/conversations?source=secret-word")
      try await eventually { served.log.lines.contains { $0.fields.contains { $0.value == .text("/conversations") } } }
      let lines = served.log.lines.map { String(decoding: $0.json, as: UTF8.self) }
      #expect(lines.contains { $0.contains("\"path\":\"/conversations\",\"status\":200") })
      #expect(!lines.contains { $0.contains("secret-word") })
      #expect(!lines.contains { $0.contains("\n") })
    }
  }

  @Test func `an unexpected failure says nothing outside and everything in the log`() async throws {
    try await withServer { served async throws in
      await served.installation.close()
      let answer = try await served.get("/api/v1/conversations")
      #expect(answer.status == 500)
      let problem = try JSONValue(utf8: answer.body)
      let reference = try #require(problem["reference"]?.text)
      #expect(problem["detail"]?.text == "something broke on our side; the log has the details")
      let line = served.log.lines.first { $0.level == .error }
      #expect(line?.fields.contains { $0.value == .text(reference) } == true)
      #expect(try await served.get("/conversations").text.contains("Something broke on our side"))
      #expect(try await served.get("/healthz").status == 503)
    }
  }
}
