import HTTPServer
import TestKit
import Testing

private struct Form: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let body: String
  var contentType = "multipart/form-data; boundary=AaB03x"
  /// `name|filename|type=content`, or nil when the form must be refused.
  let parts: [String]?
}

private func read(_ form: Form) async throws -> [String] {
  let request = try HTTPRequest(.post, "/", headers: ["Content-Type": form.contentType], body: Array(form.body.utf8))
  var reader = try MultipartReader(request)
  var parts: [String] = []
  while let part = try await reader.nextPart() {
    let content = String(decoding: try await reader.collectPart(upTo: 1_000), as: UTF8.self)
    parts.append("\(part.name)|\(part.filename ?? "-")|\(part.contentType ?? "-")=\(content)")
  }
  return parts
}

private func field(_ disposition: String, _ content: String = "x") -> String {
  "--AaB03x\r\nContent-Disposition: \(disposition)\r\n\r\n\(content)\r\n"
}

private let end = "--AaB03x--\r\n"

@Suite struct `Forms` {
  fileprivate static let forms = [
    Form(testDescription: "a field", body: field(#"form-data; name="a""#, "hello") + end, parts: ["a|-|-=hello"]),
    Form(
      testDescription: "a field and a file",
      body: field("form-data; name=a")
        + "--AaB03x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"chats.json\"\r\n"
        + "Content-Type: application/json\r\n\r\n{\r\n}\r\n" + end,
      parts: ["a|-|-=x", "f|chats.json|application/json={\r\n}"]),
    Form(testDescription: "an empty field", body: field("form-data; name=a", "") + end, parts: ["a|-|-="]),
    Form(testDescription: "no part", body: end, parts: []),
    Form(
      testDescription: "content that looks like a boundary",
      body: field("form-data; name=a", "\r\n--AaB03\r\n-\r\n--aab03x\n--AaB03x") + end,
      parts: ["a|-|-=\r\n--AaB03\r\n-\r\n--aab03x\n--AaB03x"]),
    Form(
      testDescription: "names with escapes, semicolons and folders",
      body: field(#"form-data; name="a\"b;c"; filename="C:\tmp\..\may; 1.csv""#) + end,
      parts: [#"a"b;c|may; 1.csv|-=x"#]),
    Form(testDescription: "an epilogue", body: field("form-data; name=a") + end + "bye", parts: ["a|-|-=x"]),
    Form(
      testDescription: "a quoted boundary", body: field("form-data; name=a") + end,
      contentType: "Multipart/Form-Data; charset=utf-8; Boundary=\"AaB03x\"", parts: ["a|-|-=x"]),
    Form(testDescription: "a preamble", body: "hello\r\n" + field("form-data; name=a") + end, parts: nil),
    Form(testDescription: "no end", body: field("form-data; name=a"), parts: nil),
    Form(testDescription: "an end cut short", body: field("form-data; name=a") + "--AaB03x-", parts: nil),
    Form(testDescription: "nothing", body: "", parts: nil),
    Form(testDescription: "a boundary that goes on", body: field("form-data; name=a") + "--AaB03xy\r\n", parts: nil),
    Form(
      testDescription: "a bare line feed", body: "--AaB03x\nContent-Disposition: form-data; name=a\n\nx\n", parts: nil),
    Form(testDescription: "a part without a name", body: field("form-data") + end, parts: nil),
    Form(testDescription: "a part without a disposition", body: "--AaB03x\r\nX: y\r\n\r\nx\r\n" + end, parts: nil),
    Form(testDescription: "an attachment", body: field("attachment; name=a") + end, parts: nil),
    Form(testDescription: "two names", body: field("form-data; name=a; name=b") + end, parts: nil),
    Form(testDescription: "an open quote", body: field("form-data; name=\"a") + end, parts: nil),
    Form(testDescription: "a NUL in a header", body: field("form-data; name=\"a\0\"") + end, parts: nil),
    Form(
      testDescription: "an endless header",
      body: field("form-data; name=\(String(repeating: "a", count: 9_000))") + end,
      parts: nil),
    Form(
      testDescription: "too many parts", body: String(repeating: field("form-data; name=a"), count: 101) + end,
      parts: nil),
    Form(
      testDescription: "a field too large",
      body: field("form-data; name=a", String(repeating: "a", count: 1_001)) + end, parts: nil),
    Form(testDescription: "no boundary", body: end, contentType: "multipart/form-data", parts: nil),
    Form(testDescription: "another type", body: end, contentType: "text/plain; boundary=AaB03x", parts: nil),
    Form(
      testDescription: "an empty boundary", body: end, contentType: "multipart/form-data; boundary=\"\"", parts: nil),
  ]

  @Test(arguments: forms) fileprivate func `are read, or refused`(form: Form) async throws {
    if let parts = form.parts {
      #expect(try await read(form) == parts)
    } else {
      await #expect(throws: MultipartError.self) { try await read(form) }
    }
  }

  @Test func `are uploaded over a connection that stays usable`() async throws {
    let content = String(repeating: "line\r\n--AaB03\r\n", count: 20_000)
    let handler: HTTPHandler = { request in
      do {
        var reader = try MultipartReader(request)
        _ = try await reader.nextPart()  // its content is skipped
        let file = try await reader.nextPart()
        var count = 0
        while let piece = try await reader.nextPiece() { count += piece.count }
        let third = try await reader.nextPart()
        return .text("\(file?.filename ?? "-") \(count) \(third == nil)")
      } catch {
        return .text("\(error)", status: .badRequest)
      }
    }
    try await withServer(handler: handler) { _, port in
      let body = field("form-data; name=a") + field("form-data; name=f; filename=may.csv", content) + end
      let answers = try await RawHTTPClient.talk(to: port) { client in
        try (0..<2).map { _ in
          try client.request(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=AaB03x\r\n"
              + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
          ).text
        }
      }
      #expect(answers == Array(repeating: "may.csv \(content.utf8.count) true", count: 2))
    }
  }
}
