import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `Uploads by the API` {
  struct Refused: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var content: [UInt8]
    var name = "chats.json"
    var status: Int
    var says: String

    init(_ what: String, _ content: String, name: String = "chats.json", _ status: Int, _ says: String) {
      self.init(what, Array(content.utf8), name: name, status, says)
    }

    init(_ what: String, _ content: [UInt8], name: String = "chats.json", _ status: Int, _ says: String) {
      testDescription = what
      self.content = content
      self.name = name
      self.status = status
      self.says = says
    }
  }

  static let refused = [
    Refused("not a .json file", "{}", name: "chats.csv", 400, ".json"),
    Refused("empty", "", 400, "empty"),
    Refused("white space only", "  \n", 400, "empty"),
    Refused("not UTF-8", Array("{\"a\": [{\"MESSAGE_CONTENT\": \"".utf8) + [0xFF] + Array("\"}]}".utf8), 400, "UTF-8"),
    Refused("broken JSON", "{\"a\": [", 400, "not JSON"),
    Refused("not an object", "[1, 2]", 400, "instead of an object"),
    Refused("no message", "{}", 400, "no message"),
    Refused("larger than the limit", String(repeating: " ", count: 5_000), 413, "4096 bytes"),
    Refused("far larger than the limit", String(repeating: " ", count: 90_000), 413, "4096 bytes"),
  ]

  @Test(arguments: refused, ["/api/upload-json", "/api/v1/imports/messenger"])
  func `says why a file is not taken`(_ example: Refused, _ target: String) async throws {
    let settings = Chats.settings + "\nserver: {max_upload: 4096}\n"
    try await withServer(nil, settings: settings) { served async throws in
      let answer = try await served.upload(example.content, named: example.name, to: target)
      #expect(answer.status == example.status)
      #expect(answer["Content-Type"] == "application/problem+json")
      let detail = try JSONValue(utf8: answer.body)["detail"]?.text ?? ""
      #expect(detail.contains(example.says), "\(detail)")
      #expect(try await served.json("/api/v1/conversations")["total"]?.int == 0)
    }
  }

  @Test func `answers as the origin did, with our counts beside`() async throws {
    try await withServer(nil) { served async throws in
      let answer = try await served.upload(Chats.sample)
      #expect(answer.status == 200)
      let said = try JSONValue(utf8: answer.body)
      #expect(
        said.keys.prefix(6) == [
          "success", "message", "conversations_processed", "messages_processed", "processing_time_seconds", "upload_id",
        ])
      #expect(said["success"] == .bool(true))
      #expect(said["conversations_processed"]?.int == 3)
      #expect(said["messages_processed"]?.int == 7)
      #expect(said["filtered"]?["auto_reply"]?.int == 2)
      #expect(said["rejected"]?.elements.count == 1)
      #expect(said["new"]?.int == 4)
      let runs = try await served.json("/api/v1/imports")["imports"]?.elements ?? []
      #expect(runs.first?["run"]?.text == said["upload_id"]?.text)
    }
  }

  @Test func `the same file again changes nothing, unless it is forced by query or by field`() async throws {
    try await withServer { served async throws in
      #expect(try JSONValue(utf8: try await served.upload(Chats.sample).body)["unchanged"]?.int == 4)
      let byQuery = try await served.upload(Chats.sample, to: "/api/upload-json?force_reprocess=true")
      #expect(try JSONValue(utf8: byQuery.body)["changed"]?.int == 4)
      let byField = try await served.upload(Chats.sample, fields: [("force_reprocess", "true")])
      #expect(try JSONValue(utf8: byField.body)["changed"]?.int == 4)
      #expect(try await served.json("/api/v1/numbers/M05?period=last-7-days")["value"]?.int == 3)
    }
  }

  @Test func `a form without the file is refused with 422`() async throws {
    try await withServer(nil) { served async throws in
      let bare = try await served.send("POST", "/api/upload-json", [], body: [])
      #expect(bare.status == 422)
      let form = Array("--f\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--f--\r\n".utf8)
      let other = try await served.send(
        "POST", "/api/upload-json", ["Content-Type: multipart/form-data; boundary=f"], body: form)
      #expect(other.status == 422)
      #expect(other.text.contains("file"))
      let unclear = try await served.upload(Chats.sample, fields: [("force_reprocess", "perhaps")])
      #expect(unclear.status == 422)
      let elsewhere = try await served.upload(Chats.sample, fields: [("source", "elsewhere")])
      #expect(elsewhere.status == 422)
      #expect(elsewhere.text.contains("facebook"))
    }
  }

  @Test func `the status names the limit`() async throws {
    try await withServer(nil) { served async throws in
      let status = try await served.json("/api/upload-status")
      #expect(status["max_file_size_mb"]?.int == 50)
      #expect(status["accepted_formats"]?.elements == [.text(".json")])
    }
  }
}
