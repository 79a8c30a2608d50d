import CivilTime
import Foundation
import Helpdesks
import Support
import Testing

@Suite struct `A chat of grouped_chats` {
  @Test func `becomes a conversation without states whose id is the outer key`() {
    let decoded = Decoded(file([anchor], chat: " 100200300 "))
    #expect(
      decoded.chats.map(\.conversation) == [
        Conversation(
          key: ConversationKey(source: "facebook", vendorID: " 100200300 "), channel: .directMessage,
          customerID: " 100200300 ", hasStates: false)
      ])
  }

  @Test func `wins over another id in its rows, with a warning`() {
    let rows = ["\"other\"", "\"abc\"", "null", "7"].enumerated().map {
      row(["FB_CHAT_ID": $1, "MESSAGE_CONTENT": "\"\($0)\""])
    }
    let decoded = Decoded(file(rows))
    #expect(decoded.events.map(\.sequence) == [0, 1, 2, 3])
    #expect(
      decoded.chats.map(\.warnings) == [["chat “abc”: 2 rows carry another FB_CHAT_ID; the id of the chat was used"]])
    #expect(Decoded(file([row(["FB_CHAT_ID": "77"])], chat: "77")).chats.map(\.warnings) == [[]])
  }

  @Test func `keeps its raw rows, with null in the place of one too large to hold`() {
    let long = row(["MESSAGE_CONTENT": "\"\(String(repeating: "x", count: 600))\""])
    let decoded = Decoded("{\"a\": [ \(anchor) ,\n\(long), 7 ]}", longestRow: 500)
    #expect(decoded.chats.map { String(decoding: $0.payload, as: UTF8.self) } == ["[\(anchor),null,7]"])
    #expect(decoded.totals?.rejected == [.tooLong: 1, .notAnObject: 1])
    #expect(decoded.rejected.first?.why == "it is \(long.utf8.count) bytes long; at most 500 are read")
  }

  @Test func `passes over a message of ten megabytes`() {
    let long = row(["MESSAGE_CONTENT": "\"\(String(repeating: "long ", count: 2_000_000))\""])
    let decoded = Decoded(file([long, anchor]), chunks: 65_536)
    #expect(decoded.totals?.rejected == [.tooLong: 1])
    #expect(decoded.events.map(\.sequence) == [1])
  }

  @Test func `passes over a row a hundred thousand levels deep`() {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let decoded = Decoded(file([row(["X": deep]), anchor]), chunks: 4_096)
    #expect(decoded.totals?.rejected == [.tooDeep: 1])
    #expect(decoded.rejected.map(\.why) == ["it holds values more than 128 levels deep"])
    #expect(decoded.events.count == 1)
  }

  @Test func `counts rows that say exactly the same once`() {
    let moved = row(["SOCIAL_CREATE_TIME": "\"2025-08-12T12:00:00.000+02:00\"", "FB_CHAT_ID": "\"abc\""])
    let later = row(["SOCIAL_CREATE_TIME": "\"2025-08-12T10:00:00.001Z\""])
    let decoded = Decoded(file([row(), row(), moved, later]))
    #expect(decoded.events.map(\.sequence) == [0, 3])
    #expect(decoded.totals?.duplicates == 2)
    #expect(Set(decoded.events.map(\.id)).count == 2)
    #expect(decoded.events.allSatisfy { $0.id.utf8.count == 15 && $0.version == 1 })
  }

  @Test func `has ids that stay the same in every version of this program`() {
    let reply = row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "\"ann\"", "MESSAGE_CONTENT": "\"Grüße\""])
    #expect(Decoded(file([row(), reply])).events.map(\.id) == ["-grOFfdv2byUMCD", "Lv5rEYHbyymtt-I"])
  }

  @Test func `that occurs twice is handed over twice, with a warning`() {
    let decoded = Decoded("{\"a\": [\(anchor)], \"b\": [\(anchor)], \"a\": [\(row())], \"c\": [], \"c\": []}")
    #expect(decoded.chats.map(\.conversation?.key.vendorID) == ["a", "b", "a", nil, nil])
    #expect(decoded.chats[2].warnings == ["chat “a” occurs twice; its messages were merged"])
    #expect(decoded.totals?.repeatedChats == 1)
  }

  @Test func `without a usable id or row is told and is no conversation`() {
    let before = "{\"\": [\(anchor)], \"\\u0000\": [1], \"\\q\": [2], "
    let decoded = Decoded(before + "\"n\": 5, \"o\": {}, \"ok\": [\(anchor)]}")
    #expect(decoded.chats.map { $0.conversation == nil } == [true, true, true, true, true, false])
    #expect(decoded.totals?.rejected == [.chatID: 3, .notAnArray: 2])
    #expect(
      decoded.rejected.map(\.why).map { $0.prefix(30) } == [
        "its chat id is empty", "its chat id contains a NUL cha", "its chat id cannot be read: li",
        "it is a number, not an array o", "it is an object, not an array ",
      ])
    #expect(decoded.rejected.map(\.where).contains("chat “n” (line 1, column \(before.utf8.count + 1))"))
  }
}

@Suite struct `A grouped_chats file` {
  static let useless = [
    RowCase("", "the file is empty; a grouped_chats file is one object, {\"chat id\": [messages], …}"),
    RowCase(" \n", "the file is empty; a grouped_chats file is one object, {\"chat id\": [messages], …}"),
    RowCase(
      "[]",
      "the file holds an array instead of an object; a grouped_chats file is one object, "
        + "{\"chat id\": [messages], …}"),
    RowCase(
      "\"x\"",
      "the file holds text instead of an object; a grouped_chats file is one object, "
        + "{\"chat id\": [messages], …}"),
    RowCase(
      "<html>",
      "the file is not JSON: line 1, column 1 (byte 0): expected an object, which begins with “{”, "
        + "found “<”; export it again, or mend it at this place"),
    RowCase(
      "{\"a\": [\n \(anchor)",
      "the file is not JSON: line 2, column \(anchor.utf8.count + 2) (byte "
        + "\(anchor.utf8.count + 9)): expected “,” or “]”, found the end of the text; export it again, or mend it at "
        + "this place"),
    RowCase(
      "{}",
      "nothing usable: the file holds no message; a grouped_chats file is one object, {\"chat id\": [messages], …}"),
    RowCase(
      "{\"a\": [{}, 7]}",
      "nothing usable: every row was rejected, the first at chat “a”, row 1 (line 1, column 8): "
        + "DIRECTION is missing, neither to_company nor to_client"),
  ]

  @Test(arguments: useless) func `of no use says why and what to do`(_ example: RowCase) {
    for chunks in [1, 3, 1_000] { #expect(Decoded(example.row, chunks: chunks).error == example.outcome) }
  }

  @Test func `may have CRLF line ends and a byte order mark`() {
    let text = "\u{FEFF}{\r\n\"abc\": [\r\n\(anchor),\r\n  7\r\n]\r\n}\r\n"
    let decoded = Decoded(text)
    #expect(decoded.totals?.messages == 1)
    #expect(decoded.rejected.map(\.where) == ["chat “abc”, row 2 (line 4, column 3)"])
  }

  @Test func `cut off anywhere is refused, never half taken in silence`() {
    let whole = Array(file([anchor, row()]).utf8)
    #expect(Decoded(whole).error == nil)
    for length in 0..<whole.count { #expect(Decoded(Array(whole[..<length])).error != nil) }
  }

  @Test func `tells a thousand rejected rows and counts the rest`() {
    let decoded = Decoded(file([anchor] + (0..<1_500).map(String.init)))
    #expect(decoded.rejected.count == 1_000)
    #expect(decoded.chats.map(\.rejectedCount) == [1_500])
    #expect(decoded.totals?.rejected == [.notAnObject: 1_500])
    #expect(decoded.totals?.rows == 1_501)
  }
}

@Suite struct `The contract's examples` {
  /// Stands aside when the reference payloads are not beside the package.
  private func example(_ name: String) throws -> [UInt8]? {
    var folder = URL(filePath: #filePath)
    while folder.pathComponents.count > 1 {
      folder = folder.deletingLastPathComponent()
      guard FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) else { continue }
      let file = folder.appending(path: "../shared/contracts/examples/messenger/\(name)")
      if let data = try? Data(contentsOf: file) { return Array(data) }
    }
    print("A test stands aside: the reference payload \(name) is not beside the package.")
    return nil
  }

  private func agent(_ name: String) -> Actor { Actor(kind: .agent, id: name, name: name) }

  @Test func `decode the sample as it is described`() throws {
    guard let bytes = try example("grouped_chats-sample.json") else { return }
    let decoded = Decoded(bytes, chunks: 100)
    #expect(decoded.chats.map(\.conversation?.key.text) == ["facebook:FB_CHAT_ID_1"])
    #expect(decoded.events.map(\.text) == ["Customer message content", "Agent response"])
    #expect(
      decoded.events.map(\.actor) == [
        Actor(kind: .customer, id: "FB_CHAT_ID_1", name: "Customer"), agent("AGENT_ID"),
      ])
    #expect(decoded.events.map(\.occurredAt.iso8601) == ["2025-08-12T10:00:00Z", "2025-08-12T10:02:00Z"])
    #expect(decoded.totals?.rejectedCount == 0)
  }

  @Test func `decode two agents, an automatic answer and a chat nobody answered`() throws {
    guard let bytes = try example("grouped_chats-two-agents.json") else { return }
    let decoded = Decoded(bytes, chunks: 100)
    let customer = Actor(kind: .customer, id: "100200300", name: "Customer")
    #expect(
      decoded.chats.first?.events.map(\.actor) == [
        customer, agent("BOT"), agent("AGENT_1"), customer, agent("AGENT_2"), customer,
      ])
    #expect(decoded.chats.first?.events.map(\.sequence) == [0, 1, 2, 3, 4, 5])
    #expect(decoded.chats.last?.conversation?.customerID == "100200301")
    #expect(decoded.chats.last?.events.map(\.text) == ["???"])
    #expect(decoded.chats.last?.events.map(\.occurredAt.iso8601) == ["2025-08-12T23:59:59Z"])
    #expect(
      decoded.totals?.warnings == [] && decoded.totals?.messages == 7 && decoded.totals?.rows == 7)
  }
}
