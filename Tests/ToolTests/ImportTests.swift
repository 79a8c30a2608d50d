import JSONReader
import Testing

@testable import Sync
@testable import Tool

@Suite struct `The command import messenger` {
  @Test func `tells what it read, and what it set aside`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(Sample.october, to: "october.json")
      let outcome = await place.run("import messenger october.json")
      #expect(outcome.status == .done)
      #expect(
        outcome.output == """
          october.json: 2 conversations, 3 messages, source facebook
            2 new, 0 changed, 0 as they were
            1 automatic reply kept, and left out of the numbers
            1 row was set aside:
              chat “c2”, row 2 (line 6, column 3): DIRECTION is “sideways”, neither to_company nor to_client

          """)
    }
  }

  @Test func `changes nothing the second time`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(Sample.october, to: "october.json")
      _ = await place.run("import messenger october.json")
      let again = try await json(place.run("import messenger october.json --json"))
      #expect(again["new"]?.int == 0 && again["changed"]?.int == 0 && again["unchanged"]?.int == 2)
      let forced = try await json(place.run("import messenger october.json --json --force-reprocess"))
      #expect(forced["new"]?.int == 0 && forced["changed"]?.int == 2)
    }
  }

  @Test func `reads the standard input and prints one object`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      place.input = Sample.october
      let report = try await json(place.run("import messenger --json --source page-2 -"))
      #expect(report["file"]?.text == "standard input" && report["source"]?.text == "page-2")
      #expect(report["messages"]?.int == 3 && report["rejected_count"]?.int == 1)
      #expect(report["filtered"]?["auto_reply"]?.int == 1)
    }
  }

  @Test func `imports the other files when one is broken, and fails`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(Sample.october, to: "october.json")
      try place.write("{\"c9\": [{\"FB_CHAT_ID\": ", to: "broken.json")
      let outcome = await place.run("import messenger broken.json october.json missing.json --json")
      #expect(outcome.status == .failed)
      #expect(outcome.talk.contains("could not import “broken.json”: the file is not JSON: line 1, column 24"))
      #expect(outcome.talk.contains("missing.json”: No such file or directory"))
      let files = try #require(JSONValue(of: outcome)["files"]?.array)
      #expect(files.map { $0["file"]?.text } == ["broken.json", "october.json", "missing.json"])
      #expect(files.map { $0["error"] == nil } == [false, true, false])
      #expect(files[1]["messages"]?.int == 3)
      let numbers = await place.run("metric M01 --period last-month")
      #expect(numbers.output.hasPrefix("M01  Conversations created: 2\n"))
    }
  }

  @Test func `lists twenty rows and counts the rest`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let rows = (0..<30).map { "{\"MESSAGE_CONTENT\": \"\($0)\", \"DIRECTION\": \"up\"}" }
      let good =
        "{\"MESSAGE_CONTENT\": \"a\", \"DIRECTION\": \"to_company\", \"SOCIAL_CREATE_TIME\": \"2026-10-05T10:00:00Z\"}"
      try place.write("{\"c\": [\((rows + [good]).joined(separator: ","))]}", to: "up.json")
      let lines = await place.run("import messenger up.json").output.split(separator: "\n")
      #expect(lines.count { $0.contains("chat “c”, row") } == 20)
      #expect(lines.contains("    and 10 more; see /sources"))
    }
  }

  @Test func `shows a rewritten line on a terminal, and takes it away`() {
    let ticks = Ticks(step: 60_000_000)
    let talk = Recorder()
    let console = Console(
      output: Outlet { _ in }, talk: Outlet(isTerminal: true, width: 40, write: talk.write),
      nanoseconds: ticks.next)
    let line = ProgressLine(for: "a.json", size: 1_000_000, on: console)
    for step in 1...4 {
      line.show(ImportProgress(bytesRead: step * 250_000, conversations: step * 1_000, rejected: step == 4 ? 1 : 0))
    }
    line.end()
    let shown = talk.text.split(separator: "\r\u{1B}[K")
    #expect(shown == ["a.json: 50 %, 4 MB/s, 2,000 conversatio", "a.json: 100 %, 4 MB/s, 4,000 conversati"])
    #expect(talk.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func `names the kind when a source takes no uploads`() async throws {
    try await inWorkplace { place in
      try place.write("sources: [{id: chat, kind: livechat, account_id: a, token: t}]\n", to: "replyledger.yaml")
      let outcome = await place.run("import messenger a.json --source chat")
      #expect(outcome.status == .misused)
      #expect(outcome.talk.contains("the source chat is of the kind livechat, which takes no upload"))
    }
  }

  private func json(_ outcome: Outcome) throws -> JSONValue {
    #expect(outcome.status == .done)
    return try JSONValue(of: outcome)
  }
}
