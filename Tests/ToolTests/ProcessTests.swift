import Foundation
import TestKit
import Testing

@testable import Tool

@Suite(.serialized) struct `The program` {
  @Test func `ends with the status of what happened`() async throws {
    try await inWorkplace { place in
      let lines: [(words: [String], status: Int32)] = [
        (["--version"], 0), (["init"], 0), (["metric", "M05"], 0), (["metric"], 64), (["sync"], 64),
        (["import", "messenger", "missing.json"], 1), (["metric", "M05", "--config", "missing.yaml"], 1),
      ]
      for line in lines {
        let ending = try await Program(line.words, in: place).ending()
        #expect(ending.status == line.status, "\(line.words): \(ending.talk)")
        #expect(ending.output.isEmpty == (line.status != 0 || line.words == ["init"]), "\(line.words)")
      }
      place.environment = ["DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"]
      #expect(try await Program(["metric", "M05"], in: place).ending().status == 69)
    }
  }

  /// A store's thread that ends while OpenSSL is taken down ended the program by signal 11. Then the loader would tell of
  /// its own end too.
  @Test func `takes down no library under its threads when it ends`() async throws {
    try await inWorkplace { place in
      place.environment = ["LD_DEBUG": "statistics"]
      let ending = try await Program(["--version"], in: place).ending()
      #expect(ending.status == 0 && ending.talk.contains("runtime linker statistics"))
      #expect(!ending.talk.contains("final number of relocations"), "\(ending.talk)")
    }
  }

  @Test func `survives a reader who has seen enough`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let line =
        "{ sleep 0.2; \(Program.path) help metric; echo status $? >&2; } | true; { \(Program.path) metric --list; echo status $? >&2; } | head -1"
      let ending = try await Program(["-c", line], in: place, program: "/bin/bash").ending()
      #expect(ending.output.hasPrefix("id    name ") && ending.output.hasSuffix(" what it counts\n"))
      #expect(ending.talk == "status 0\nstatus 0\n")
    }
  }

  @Test func `rolls an import back when it is stopped`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let program = try Program(["import", "messenger", "-"], in: place)
      try program.say(String(Sample.october.dropLast(2)))
      try await eventually { program.hasTakenItsInput }
      program.send(SIGINT)
      let ending = try await program.ending()
      #expect(ending.status == 130)
      #expect(ending.talk == "replyledger import messenger: stopped before the end; nothing was changed\n")
      #expect(await place.run("metric M01").talk.hasPrefix("The ledger is empty."))
    }
  }

  @Test func `serves until it is told to stop, and answers what is in flight`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let token = await place.run("token create upload --role manager --scope upload").output.dropLast()
      let program = try Program(["serve", "--port", "0"], in: place)
      let address = try await program.line()
      let port = try #require(URL(string: address)?.port)
      let answers = try await RawHTTPClient.talk(to: port) { client in
        let health = try client.request("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try client.send(
          "POST /api/upload-json HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\nContent-Length: 2\r\n\r\n{"
        )
        program.send(SIGTERM)
        try client.send("}")
        return [health.status, try client.receiveResponse().status]
      }
      #expect(answers[0] == 200 && (200..<500).contains(answers[1]))
      let ending = try await program.ending()
      #expect(ending.status == 0 && ending.talk.hasSuffix("Stopped.\n"))
    }
  }

  @Test func `shows the demo, and at the next start the same`() async throws {
    try await inWorkplace { place in
      place.environment = ["XDG_CACHE_HOME": place.path("cache")]
      let first = try Program(["demo", "--port", "0"], in: place)
      #expect(try await first.line().hasPrefix("http://127.0.0.1:"))
      first.send(SIGTERM)
      let made = try await first.ending()
      #expect(made.status == 0 && made.talk.contains("messages are in the ledger."))
      let second = try Program(["demo", "--port", "0"], in: place)
      #expect(try await second.line().hasPrefix("http://127.0.0.1:"))
      second.send(SIGINT)
      let again = try await second.ending()
      #expect(again.status == 0 && !again.talk.contains("Making up"))
    }
  }
}
