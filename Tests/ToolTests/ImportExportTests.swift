import Files
import JSONReader
import Testing

@testable import Sync
@testable import Tool

@Suite struct `The command import messenger with a data export` {
  private static func file(_ minutes: [Int], by senders: [String], path: String) -> String {
    let messages = zip(minutes, senders).map { minute, sender in
      #"{"sender_name": "\#(sender)", "timestamp_ms": \#(1_791_194_400_000 + minute * 60_000), "content": "\#(minute)"}"#
    }
    return
      #"{"participants": [{"name": "J\u00c3\u00b6"}, {"name": "Acme"}], "messages": [\#(messages.joined(separator: ","))], "thread_path": "inbox/\#(path)"}"#
  }

  /// `export/messages/inbox/…` with two conversations, one of them in two files.
  private func unpack(in place: Workplace) throws {
    for folder in [
      "export", "export/messages", "export/messages/inbox", "export/messages/inbox/Jo_1", "export/messages/inbox/Ann_2",
    ] {
      try Files.makeFolder(place.path(folder))
    }
    try place.write(
      Self.file([9, 8], by: ["Acme", "J\\u00c3\\u00b6"], path: "Jo_1"), to: "export/messages/inbox/Jo_1/message_1.json")
    try place.write(
      Self.file([3, 0], by: ["Acme", "J\\u00c3\\u00b6"], path: "Jo_1"), to: "export/messages/inbox/Jo_1/message_2.json")
    try place.write(
      Self.file([5], by: ["J\\u00c3\\u00b6"], path: "Ann_2"), to: "export/messages/inbox/Ann_2/message_1.json")
    try place.write("{\"what\": [{\"else\": 1}]}", to: "export/other.json")
  }

  @Test func `reads a folder, however deep`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try unpack(in: place)
      let outcome = await place.run("import messenger export --company Acme")
      #expect(outcome.status == .done)
      #expect(
        outcome.output == """
          export: 2 conversations, 5 messages, source facebook
            2 new, 0 changed, 0 as they were

          """)
      let again = await place.run(
        "import messenger export/messages/inbox/Jo_1/message_2.json export/messages/inbox/Jo_1/message_1.json --company Acme"
      )
      #expect(again.output.hasPrefix("Jo_1: 1 conversation, 4 messages, source facebook\n  nothing new"))
    }
  }

  @Test func `asks for the company, and takes it from the settings`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try unpack(in: place)
      let outcome = await place.run("import messenger export")
      #expect(outcome.status == .failed)
      #expect(
        outcome.talk.contains(
          "nobody said which participant is the company; name one of them with --company: “Jö”, “Acme”"))
      try place.write("sources: [{id: facebook, kind: messenger, company: Acme}]\n", to: "replyledger.yaml")
      #expect(await place.run("import messenger export").status == .done)
    }
  }

  @Test func `sends back what it cannot read`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write("PK\u{3}\u{4}…", to: "facebook.zip")
      try Files.makeFolder(place.path("empty"))
      let outcome = await place.run("import messenger facebook.zip empty")
      #expect(outcome.status == .failed)
      #expect(
        outcome.talk.contains(
          "could not import “facebook.zip”: the file is a ZIP archive; unpack it and name the folder"))
      #expect(outcome.talk.contains("“empty” holds no message_1.json of a data export"))
    }
  }

  @Test func `reads grouped chats in a folder, file by file`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try Files.makeFolder(place.path("chats"))
      try place.write(Sample.october, to: "chats/october.json")
      let outcome = await place.run("import messenger chats")
      #expect(outcome.status == .done && outcome.output.hasPrefix("october.json: 2 conversations, 3 messages"))
    }
  }
}
