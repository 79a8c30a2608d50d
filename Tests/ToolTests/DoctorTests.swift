import CivilTime
import JSONReader
import Testing

@testable import Tool

@Suite struct `The command doctor` {
  @Test func `finds an installation in order`() async throws {
    try await inWorkplace { place in
      // Port 0 stands for any free one, so another server on this machine cannot disturb.
      place.environment = ["REPLYLEDGER_SERVER_PORT": "0"]
      _ = await place.run("init")
      try place.write(Sample.october, to: "october.json")
      _ = await place.run("import messenger october.json")
      let outcome = await place.run("doctor --json")
      #expect(outcome.status == .done)
      let checks = try #require(JSONValue(of: outcome)["checks"]?.array)
      #expect(
        checks.map { $0["check"]?.text } == [
          "settings", "time zone", "clock", "folder", "disk", "store", "migrations", "writing", "integrity", "ledger",
          "port",
        ])
      #expect(checks.allSatisfy { $0["state"]?.text == "ok" || $0["check"]?.text == "disk" })
    }
  }

  @Test func `names each problem of the settings`() async throws {
    try await inWorkplace { place in
      try place.write("server: {port: many}\nstor: x\n", to: "replyledger.yaml")
      let outcome = await place.run("doctor")
      #expect(outcome.status == .failed)
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("problem  settings  ") })
      #expect(outcome.output.contains("did you mean store?"))
    }
  }

  @Test func `advises to begin where there is no store, and makes none`() async throws {
    try await inWorkplace { place in
      try place.write("store: sqlite:ours.db\n", to: "replyledger.yaml")
      let outcome = await place.run("doctor")
      #expect(outcome.status == .done && outcome.output.contains("type “replyledger init”"))
      #expect(!place.has("ours.db"))
    }
  }

  @Test func `tells a file that is no store`() async throws {
    try await inWorkplace { place in
      try place.write("store: sqlite:ours.db\n", to: "replyledger.yaml")
      try place.write(String(repeating: "this is no database ", count: 200), to: "ours.db")
      let outcome = await place.run("doctor")
      #expect(outcome.status == .failed)
      #expect(outcome.output.contains("problem  store") && outcome.output.contains("check the store setting"))
    }
  }

  @Test func `doubts a clock that cannot be right`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      place.now = Instant(seconds: 86_400)
      let outcome = await place.run("doctor")
      #expect(outcome.status == .failed && outcome.output.contains("problem  clock       it says 1970-01-02T00:00:00Z"))
    }
  }

  @Test func `notices a run that is still to come`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      place.input = Sample.october
      _ = await place.run("import messenger -")
      place.now = place.now + -86_400
      let outcome = await place.run("doctor")
      #expect(outcome.output.contains("which is still to come"))
    }
  }
}
