import CivilTime
import Foundation
import TestKit
import Testing

@testable import Tool

@Suite struct `Serving` {
  static let hosts = [
    ("127.0.0.1", true), ("127.8.9.10", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("::", false),
    ("192.168.1.5", false), ("127.0.0", false), ("127.0.0.1.example.com", false), ("", false),
  ]

  @Test(arguments: hosts) func `is offered to this machine only`(_ host: String, _ isLoopback: Bool) {
    #expect(Loopback.isLoopback(host) == isLoopback)
  }

  @Test func `refuses other hosts on the command line and in the settings`() async throws {
    try await inWorkplace { place in
      let typed = await place.run("serve --host 0.0.0.0")
      #expect(typed.status == .misused && typed.talk.contains("this version has no accounts"))
      try place.write("server: {host: 0.0.0.0}\n", to: "replyledger.yaml")
      let configured = await place.run("serve")
      #expect(configured.status == .failed && configured.talk.contains("(server.host)"))
      #expect(!place.has("replyledger.db"))
    }
  }

  @Test func `keeps the demo of today and takes away those of other days`() throws {
    let place = try Workplace()
    defer { place.folder.remove() }
    let console = Console(
      output: Outlet { _ in }, talk: Outlet { _ in }, environment: ["XDG_CACHE_HOME": place.path("cache")],
      clock: { place.now })
    let demo = try DemoPlace(in: console)
    #expect(demo.folder == place.path("cache/replyledger/demo-2026-11-20-\(Tool.version)"))
    let old = place.path("cache/replyledger/demo-2026-11-19-0.0.1")
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    try "old".write(toFile: "\(old)/replyledger.db", atomically: true, encoding: .utf8)
    #expect(demo.end(orElse: place.now) == place.now)
    try demo.prepare([], until: place.now)
    #expect(demo.end(orElse: place.now + 3_600) == place.now)
    try demo.prepare([], until: place.now)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path("cache/replyledger"))
    #expect(names == ["demo-2026-11-20-\(Tool.version)"])
  }

  @Test func `needs a folder for the demo`() async throws {
    try await inWorkplace { place in
      let outcome = await place.run("demo")
      #expect(outcome.status == .failed && outcome.talk.contains("set HOME or XDG_CACHE_HOME"))
    }
  }
}
