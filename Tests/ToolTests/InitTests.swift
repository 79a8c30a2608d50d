import Testing

@testable import Tool

@Suite struct `The command init` {
  @Test func `writes the settings and makes the store`() async throws {
    try await inWorkplace { place in
      let first = await place.run("init")
      #expect(first.status == .done && first.output.isEmpty)
      #expect(
        first.talk.contains("Wrote replyledger.yaml") && first.talk.contains("Next: replyledger import messenger"))
      #expect(place.has("replyledger.db"))
      let written = try place.read("replyledger.yaml")
      #expect(written.hasPrefix("# Replyledger's settings."))
    }
  }

  @Test func `leaves what is there as it is`() async throws {
    try await inWorkplace { place in
      try place.write("workspace: {name: Ours}\n", to: "replyledger.yaml")
      let outcome = await place.run("init")
      #expect(outcome.status == .done)
      #expect(outcome.talk.contains("replyledger.yaml is there already and stays as it is."))
      let kept = try place.read("replyledger.yaml")
      #expect(kept == "workspace: {name: Ours}\n")
    }
  }

  @Test func `lists every problem of settings that are there, and makes nothing`() async throws {
    try await inWorkplace { place in
      try place.write("server: {port: many}\nworkspace: {week_starts: funday}\n", to: "replyledger.yaml")
      let outcome = await place.run("init")
      #expect(outcome.status == .failed && !place.has("replyledger.db"))
      #expect(outcome.talk.contains("The settings have 2 problems; nothing was started:"))
      #expect(outcome.talk.contains("replyledger.yaml:1:16: ") && outcome.talk.contains("replyledger.yaml:2:26: "))
    }
  }

  @Test func `takes another file by --config, before or behind its name`() async throws {
    try await inWorkplace { place in
      #expect(await place.run("--config other.yaml init").status == .done)
      #expect(await place.run("init --config=third.yaml").status == .done)
      #expect(place.has("other.yaml") && place.has("third.yaml") && !place.has("replyledger.yaml"))
    }
  }

  @Test func `says which settings file is missing`() async throws {
    try await inWorkplace { place in
      let outcome = await place.run("metric M05 --config nowhere.yaml")
      #expect(outcome.status == .failed)
      #expect(outcome.talk.hasPrefix("replyledger metric: could not open “"))
      #expect(outcome.talk.contains("nowhere.yaml”: No such file or directory"))
    }
  }
}
