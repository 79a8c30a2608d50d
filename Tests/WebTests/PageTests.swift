import JSONReader
import Metrics
import Runtime
import Support
import TestKit
import Testing

@testable import Web

@Suite struct `Pages` {
  @Test func `today shows the three figures of the period, who waits and who replied`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/?period=last-7-days")
      #expect(page.status == 200)
      #expect(page["Content-Type"] == "text/html; charset=utf-8")
      for words in [
        "Conversations created", "Human replies", "First response, half within", "Maya", "Unnamed agent",
        "Nobody there?", "waits on us, for", "2 h 00", "replies add up to the team", "14:00 Berlin",
      ] { #expect(page.text.contains(words), "\(words)") }
    }
  }

  @Test func `a conversation calls our people as the figures do`() async throws {
    let people = "\npeople:\n  - {name: Maya Holt, aliases: {facebook: [Maya]}}"
    try await withServer(Chats.sample, settings: Chats.settings + people) { served async throws in
      let page = try await served.get("/conversations/facebook%3A1")
      #expect(page.text.contains("<b><bdi>Maya Holt</bdi></b>") && !page.text.contains("<bdi>Maya</bdi>"))
    }
  }

  @Test func `an empty ledger asks for a file`() async throws {
    try await withServer(nil) { served async throws in
      let page = try await served.get("/")
      #expect(page.status == 200)
      #expect(page.text.contains("No conversations yet"))
      #expect(page.text.contains("href=\"/sources#upload\""))
    }
  }

  @Test func `a period without conversations leads to the newest month that has some`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/?from=2024-01-01&to=2024-02-01")
      #expect(page.text.contains("No conversation in these days"))
      #expect(page.text.contains("/?from=2025-08-01&amp;to=2025-09-01"))
      #expect(page.text.contains("Show August 2025"))
    }
  }

  @Test func `a form that names the last day leads to the address that every link uses`() async throws {
    try await withServer { served async throws in
      let answer = try await served.get("/?first=2025-08-01&last=2025-08-31")
      #expect(answer.status == 303)
      #expect(answer["Location"] == "/?from=2025-08-01&to=2025-09-01")
    }
  }

  @Test(arguments: ["/?period=sometimes", "/?from=2025-08-01", "/?from=2025-09-01&to=2025-08-01", "/?from=x&to=y"])
  func `a period that cannot be read is explained beside the dates`(_ target: String) async throws {
    try await withServer { served async throws in
      let page = try await served.get(target)
      #expect(page.status == 400)
      #expect(page.text.contains("period-problem"))
      #expect(page.text.contains("Human replies"))
    }
  }

  @Test func `the list is filtered by its address`() async throws {
    try await withServer { served async throws in
      let all = try await served.get("/conversations")
      #expect(all.text.contains("4 conversations"))
      let waiting = try await served.get("/conversations?waiting=1&source=facebook")
      #expect(waiting.text.contains("1 conversation,"))
      #expect(waiting.text.contains("Nobody there?"))
      #expect(!waiting.text.contains("Where is my parcel?"))
      #expect(try await served.get("/conversations?source=elsewhere").text.contains("No conversation fits"))
    }
  }

  @Test func `a long list is shown in pages of fifty`() async throws {
    try await withServer(Chats.many(120)) { served async throws in
      let second = try await served.get("/conversations?page=2")
      #expect(second.text.contains("51 to 100 of 120"))
      #expect(second.text.contains("href=\"/conversations?page=3\""))
      let last = try await served.get("/conversations?metric=M05&period=last-7-days&page=3")
      #expect(last.text.contains("101 to 120 of 120"))
      #expect(try await served.get("/conversations?page=0").status == 400)
    }
  }

  @Test func `a conversation shows its events, its waits and what it adds to`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/conversations/facebook%3A1")
      #expect(page.status == 200)
      for words in [
        "Where is my parcel?", "automatic reply", "first response, after 10 min", "Tuesday, 12 August", "12:00",
        "What it adds to", "Maya 2", "the episode ended here (inferred)",
      ] { #expect(page.text.contains(words), "\(words)") }
      let missing = try await served.get("/conversations/facebook%3Anone")
      #expect(missing.status == 404)
      #expect(missing.text.contains("Nothing at this address"))
    }
  }

  @Test func `sources tell what came from where and when`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/sources")
      #expect(page.status == 200)
      for words in [
        "facebook", "chats.json", "done, 1 rejected", "50 MB", "3 days from files", "name=\"file\"", "by upload",
      ] { #expect(page.text.contains(words), "\(words)") }
      let one = try await served.get("/sources/facebook")
      for words in ["12 to 14 Aug", "Facebook Messenger", "Upload a file", "chats.json"] {
        #expect(one.text.contains(words), "\(words)")
      }
      #expect(try await served.get("/sources/nobody").status == 404)
    }
  }

  @Test func `an upload by the form leads to what became of it`() async throws {
    try await withServer(nil) { served async throws in
      let answer = try await served.upload(
        Chats.sample, to: "/sources/upload", headers: ["Origin: http://localhost", "Sec-Fetch-Site: same-origin"])
      #expect(answer.status == 303)
      let result = try await served.get(try #require(answer["Location"]))
      #expect(result.status == 200)
      for words in ["4 conversations are new or changed, 1 row was rejected", "NaT", "automatic reply"] {
        #expect(result.text.contains(words), "\(words)")
      }
      #expect(try await served.get("/?period=last-7-days").text.contains("Maya"))
    }
  }

  @Test func `an import of another process shows its totals and claims no more`() async throws {
    try await withServer(nil) { served async throws in
      _ = try await served.installation.importMessenger(label: "beside.json", chunks: Chats.lender(of: Chats.sample))
      let run = try #require(try await served.json("/api/v1/imports")["imports"]?.elements.first?["run"]?.text)
      let page = try await served.get("/sources/runs/\(run)")
      #expect(page.text.contains("4 conversations are new or changed, 1 row was rejected"))
      #expect(!page.text.contains("Everything stored counts"))
    }
  }

  @Test func `a file that cannot be read is explained at the form`() async throws {
    try await withServer(nil) { served async throws in
      let page = try await served.upload("[1]", to: "/sources/upload")
      #expect(page.status == 400)
      #expect(page.text.contains("Nothing was stored."))
      #expect(page.text.contains("upload-problem"))
    }
  }

  @Test func `nothing that a customer wrote becomes markup on any page`() async throws {
    try await withServer(nil) { served async throws in
      let file = "<script>alert(3)</script>.json"
      let answer = try await served.upload(Chats.hostile, named: file, to: "/sources/upload")
      let key = ConversationKey(text: "facebook:<img src=x onerror=alert(1)>")
      let targets = [
        "/?period=last-7-days", "/conversations", "/conversations?metric=M05&period=last-7-days",
        "/conversations?metric=M05&period=last-7-days&person=%3Csvg%20onload%3Dalert(2)%3E",
        Route.conversation(key).path, "/sources", try #require(answer["Location"]),
        "/conversations?source=%3Cscript%3Ealert(4)%3C/script%3E", "/conversations/%3Cscript%3Ealert(5)",
        "/?period=%3Cscript%3Ealert(6)",
      ]
      for target in targets {
        let page = try await served.get(target)
        for markup in ["<script>alert", "<img src", "<svg onload", "</textarea>"] {
          #expect(!page.text.contains(markup), "\(target) holds \(markup)")
        }
      }
      #expect(try await served.get(Route.conversation(key).path).text.contains("&lt;script&gt;alert("))
    }
  }
}
