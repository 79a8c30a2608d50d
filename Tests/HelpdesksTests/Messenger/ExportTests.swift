import CivilTime
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

@Suite struct `Text of a data export` {
  static let cases: [(String, String)] = [
    ("It\u{e2}\u{80}\u{99}s", "It’s"), ("\u{f0}\u{9f}\u{98}\u{86}", "😆"), ("Rados\u{c5}\u{82}aw", "Radosław"),
    ("plain", "plain"), ("", ""), ("It’s", "It’s"), ("caf\u{e9}", "café"), ("Radosław", "Radosław"),
    ("\u{c3}\u{a9}\r\n\u{c3}\u{a9}", "é\r\né"), ("\u{c3}\u{83}\u{c2}\u{a9}", "\u{c3}\u{a9}"),
    // Shortened in the middle of a character, after another one; alone it might be anything.
    ("\u{c3}\u{a9}t\u{c3}", "ét\u{fffd}"), ("t\u{c3}", "t\u{c3}"),
  ]

  @Test(arguments: cases) func `is repaired once, and only where it is broken`(text: String, meant: String) {
    #expect(Mojibake.repaired(text) == meant)
    #expect(Mojibake.repaired(text).unicodeScalars.elementsEqual(meant.unicodeScalars))
  }
}

/// One conversation, from the files of its folder.
private func conversation(
  _ files: String..., company: String? = "Acme", folder: String? = "inbox/Jo_1", chunks: Int = 50
) throws -> (decoded: DecodedConversation, warnings: [String]) {
  var reader = ExportReader(source: "fb", company: company, observedAt: learnt)
  reader.begin(folder: folder)
  for (number, file) in files.enumerated() {
    reader.beginFile("message_\(number + 1).json")
    let bytes = Array(file.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunks) {
      try reader.read(Array(bytes[start..<min(start + chunks, bytes.count)]))
    }
    try reader.endFile()
  }
  let decoded = try reader.end()
  return (decoded, try reader.finish())
}

private func said(_ sender: String, _ milliseconds: Int64, _ rest: String = #""content": "text""#) -> String {
  #"{"sender_name": "\#(sender)", "timestamp_ms": \#(milliseconds), \#(rest)}"#
}

private func exported(_ messages: [String], people: String = #"{"name": "Jo"}, {"name": "Acme"}"#, rest: String = "")
  -> String
{
  #"{"participants": [\#(people)], "messages": [\#(messages.joined(separator: ","))]\#(rest)}"#
}

private let begin: Int64 = 1_772_445_600_000  // 2026-03-02T10:00:00Z

extension DecodedConversation {
  fileprivate var lines: [String] { events.sorted(by: Event.precedes).map(\.line) }
  fileprivate var texts: [String?] { events.sorted(by: Event.precedes).map(\.text) }
}

@Suite struct `A data export` {
  @Test func `tells who wrote what`() throws {
    let export = exported(
      [
        said("Acme", begin + 60_000, #""content": "Hello!", "type": "Generic""#),
        said("Jo", begin + 5_000, #""photos": [{"uri": "inbox/Jo_1/photos/1.jpg", "creation_timestamp": 1}]"#),
        said("Jo", begin, #""content": "Look", "reactions": [{"reaction": "x", "actor": "Acme"}]"#),
      ], rest: #", "title": "Jo", "thread_path": "inbox/JoBerg_123", "is_still_participant": true"#)
    let (decoded, warnings) = try conversation(export)
    #expect(
      decoded.lines == [
        "10:00:00 public_reply by customer Jo", "10:00:05 public_reply by customer Jo",
        "10:01:00 public_reply by agent Unnamed agent",
      ])
    #expect(decoded.texts == ["Look", "1.jpg", "Hello!"])
    #expect(decoded.conversation?.key.text == "fb:JoBerg_123" && decoded.conversation?.customerName == "Jo")
    #expect(decoded.conversation?.customerID == "JoBerg_123/Jo" && decoded.conversation?.hasStates == false)
    #expect(decoded.rows == 3 && decoded.rejectedCount == 0 && warnings.isEmpty)
  }

  @Test func `is put together from its files, and finds itself again in a larger one`() throws {
    // Two equal messages of one moment, one at the end of the first file, one at the beginning of the second.
    let same = said("Jo", begin + 1_000, #""content": "?""#)
    let newer = exported([said("Acme", begin + 9_000), same])
    let older = exported([same, said("Jo", begin + 1_000, #""content": "before""#), said("Jo", begin)])
    let both = try conversation(newer, older).decoded
    #expect(both.texts == ["text", "before", "?", "?", "text"])
    #expect(Set(both.events.map(\.id)).count == 5)
    let later = try conversation(
      exported([said("Jo", begin + 20_000), said("Acme", begin + 9_000), same, same]),
      exported([said("Jo", begin + 1_000, #""content": "before""#), said("Jo", begin)])
    ).decoded
    #expect(later.events.count == 6)
    for event in both.events {
      #expect(later.events.contains { $0.id == event.id && $0.says(sameAs: event) })
    }
    for chunks in [1, 7, 1_000] {
      #expect(try conversation(newer, older, chunks: chunks).decoded == both)
    }
  }

  @Test func `keeps what are no messages apart`() throws {
    let (decoded, warnings) = try conversation(
      exported([
        said("Jo", begin + 6_000, #""is_unsent": true"#),
        said("Jo", begin + 5_000, #""type": "Call", "call_duration": 7"#),
        said("Jo", begin + 4_000, #""content": "Jo joined", "type": "Subscribe""#),
        said("Jo", begin + 3_000, #""call_duration": 0, "missed": true"#),
        said("Jo", begin + 2_000, #""sticker": {"uri": "stickers/1.png"}"#),
        said("Jo", begin + 1_000, #""type": "Generic""#),
        said("Jo", begin, #""share": {"link": "https://x.example"}"#),
      ]))
    #expect(
      decoded.lines.map { $0.split(separator: " ")[1] } == [
        "public_reply", "public_reply", "public_reply", "system_text", "system_text", "system_text",
      ])
    #expect(decoded.texts == ["https://x.example", nil, "1.png", nil, "Jo joined", nil])
    #expect(warnings == ["1 message was taken back by its sender and left out"])
  }

  @Test func `sets aside what is broken, and goes on`() throws {
    let decoded = try conversation(
      exported([
        said("Jo", begin), #"{"sender_name": "Jo", "timestamp_ms": "yesterday"}"#, #"{"sender_name": "Jo"}"#,
        said("Jo", 1_565_582_588), #"{"timestamp_ms": \#(begin)}"#, "7", #"{"sender_name": "\q"}"#,
        said("Acme", begin + 1),
      ])
    ).decoded
    #expect(decoded.events.count == 2 && decoded.rows == 8)
    #expect(
      decoded.rejected.map(\.why) == [
        "timestamp_ms is “yesterday”, which is no time", "timestamp_ms is missing, which is no time",
        "timestamp_ms is 1565582588, outside the years 2000 to 2100", "sender_name is missing",
        "timestamp_ms is missing, which is no time",
        "its text is broken at line 1, column 19 (byte 18): expected one of \" \\ / b f n r t u after a backslash, found “q”",
      ])
    #expect(decoded.rejected[0].where.hasPrefix("message_1.json, message 2 (line 1, column "))
  }

  @Test func `asks who the company is`() throws {
    let export = exported([said("Jo", begin), said("Acme", begin + 1)])
    #expect(throws: MessengerExportError.companyUnknown(participants: ["Jo", "Acme"])) {
      try conversation(export, company: nil)
    }
    #expect(
      MessengerExportError.companyUnknown(participants: ["Jo", "Acme"]).description
        == "nobody said which participant is the company; name one of them with --company: “Jo”, “Acme”")
    let none = #expect(throws: MessengerExportError.self) { try conversation(export, company: "Other") }
    #expect(
      none?.description
        == "nothing usable: all was set aside, first conversation “Jo_1”: “Other” is none of its participants (“Jo”, “Acme”); name the company as the export does, with --company"
    )
    #expect(try conversation(export, company: "acme").decoded.events.count == 2, "nobody minds capitals")
  }

  @Test func `takes everybody else in a group for a customer`() throws {
    let export = exported(
      [said("Ann", begin + 2), said("Acme", begin + 1), said("Jo", begin)],
      people: #"{"name": "Jo"}, {"name": "Ann"}, {"name": "Acme"}"#)
    let decoded = try conversation(export).decoded
    #expect(decoded.events.map(\.actor.id) == ["Jo_1/Jo", "", "Jo_1/Ann"])
    // Participants may be missing: then the senders are all there are.
    let bare = try conversation(#"{"messages": [\#(said("Acme", begin + 1)), \#(said("Jo", begin))]}"#).decoded
    #expect(bare.events.map(\.actor.kind) == [.customer, .agent] && bare.conversation?.customerName == "Jo")
  }

  @Test func `says something else when another one is the company`() throws {
    let export = exported([said("Jo", begin), said("Acme", begin + 1)])
    let right = try conversation(export).decoded
    let wrong = try conversation(export, company: "Jo").decoded
    #expect(right.payload != wrong.payload && right.events.map(\.id) == wrong.events.map(\.id))
    #expect(try conversation(export).decoded == right)
  }

  @Test(arguments: [
    (#"{"messages": [}"#, "“message_1.json” is not JSON: line 1, column 15"), ("", "“message_1.json” is not JSON"),
    (#"{"participants": [], "messages": []}"#, "nothing usable: there is no message in it"),
  ])
  func `says why it is no use`(text: String, why: String) {
    let error = #expect(throws: MessengerExportError.self) { try conversation(text) }
    #expect(error?.description.hasPrefix(why) == true, "\(error?.description ?? "")")
  }

  @Test func `needs a name for its conversation`() {
    let error = #expect(throws: MessengerExportError.self) {
      try conversation(exported([said("Jo", begin), said("Acme", begin)]), folder: nil)
    }
    #expect(error?.description.contains("it has no thread_path") == true)
  }

  static let formats: [(String, MessengerFormat)] = [
    (exported([said("Jo", begin)]), .export), (#"{"title": "x", "messages": [\#(said("Jo", begin))]}"#, .export),
    (#"{"participants": [], "messages": []}"#, .export), ("{}", .groupedChats), ("", .groupedChats),
    ("[]", .groupedChats),
    (#"{"abc": [{"MESSAGE_CONTENT": "x"}]}"#, .groupedChats),
    // A chat whose id is a word of exports.
    (#"{"messages": [{"MESSAGE_CONTENT": "x", "DIRECTION": "to_company"}]}"#, .groupedChats),
    (#"{"messages": 7}"#, .groupedChats), ("{\"messages\": [", .export),
  ]

  @Test(arguments: formats) func `is told from grouped chats by its content`(text: String, format: MessengerFormat)
    throws
  {
    for chunks in [1, 13, 1_000] {
      var sniffer = MessengerSniffer()
      var found: MessengerFormat?
      let bytes = Array(text.utf8)
      for start in stride(from: 0, to: bytes.count, by: chunks) where found == nil {
        found = try sniffer.look(at: Array(bytes[start..<min(start + chunks, bytes.count)]))
      }
      #expect(found ?? sniffer.last == format)
    }
  }

  @Test(arguments: [("PK\u{3}\u{4}rest", MessengerExportError.archive), ("\n<!DOCTYPE html>", .page)])
  func `in another form is sent back`(text: String, error: MessengerExportError) {
    var sniffer = MessengerSniffer()
    #expect(throws: error) { try sniffer.look(at: Array(text.utf8)) }
  }
}

@Suite(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
struct `Facebook's own export files` {
  private func text(_ name: String) throws -> String {
    String(decoding: try ContractExamples.bytes("messenger/\(name).json"), as: UTF8.self)
  }

  private func repaired(_ value: JSONValue) -> JSONValue {
    switch value {
    case .text(let text): return .text(Mojibake.repaired(text))
    case .array(let values): return .array(values.map(repaired))
    case .object(let object):
      var copy = JSONObject()
      for member in object.members { copy.append(Mojibake.repaired(member.key), repaired(member.value)) }
      return .object(copy)
    default: return value
    }
  }

  @Test func `are repaired everywhere`() throws {
    let broken = try JSONValue(try text("dyi-message_1-mojibake"))
    #expect(repaired(broken) == (try JSONValue(try text("dyi-message_1-expected-after-repair"))))
    let decoded = try conversation(try text("dyi-message_1-mojibake"), company: "😆Jeff Lai", folder: nil).decoded
    #expect(decoded.texts == ["It’s up to the 220 gods now"])
    #expect(decoded.conversation?.key.text == "fb:JessicaZhang_Zs11Uy-bpw")
    #expect(decoded.conversation?.customerName == "Jessica Zhang")
  }

  @Test func `with pictures and links`() throws {
    let decoded = try conversation(try text("dyi-message_1-attachments"), company: "Page", folder: nil).decoded
    #expect(
      decoded.lines == [
        "04:03:08 public_reply by customer Jessica Zhang", "04:03:20 public_reply by customer Jessica Zhang",
        "04:05:00 public_reply by agent Unnamed agent",
      ])
    #expect(decoded.texts == ["look", "1.png", "Here you are"] && decoded.conversation?.key.text == "fb:x")
  }
}
