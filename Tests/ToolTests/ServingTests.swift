import CivilTime
import Files
import Foundation
import Runtime
import TestKit
import Testing

@testable import Tool

@Suite struct `Serving` {
  static let hosts = [
    ("127.0.0.1", true), ("127.8.9.10", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("::", false),
    ("192.168.1.5", false), ("127.0.0", false), ("127.0.0.1.example.com", false), ("", false),
  ]

  @Test(arguments: hosts) func `tells this machine from others`(_ host: String, _ isLoopback: Bool) {
    #expect(Loopback.isLoopback(host) == isLoopback)
  }

  @Test func `says what is missing before other machines are served`() {
    var server = Settings.Server()
    #expect(Loopback.notes(on: server).isEmpty)
    server.host = "0.0.0.0"
    #expect(Loopback.notes(on: server).contains { $0.contains("set server.public_address") })
    server.publicAddress = "http://ledger.acme.example"
    #expect(Loopback.notes(on: server).contains { $0.contains("not encrypted") })
    server.publicAddress = "https://ledger.acme.example"
    #expect(Loopback.notes(on: server).isEmpty)
  }

  @Test func `keeps the demo of today and takes away those of other days and builds`() throws {
    let place = try Workplace()
    defer { place.folder.remove() }
    let console = Console(
      output: Outlet { _ in }, talk: Outlet { _ in }, environment: ["XDG_CACHE_HOME": place.path("cache")],
      clock: { place.now })
    let demo = try DemoPlace(in: console)
    let build = String(try Files.modification(of: "/proc/self/exe"), radix: 36)
    let today = "demo-2026-11-20-\(Tool.version)"
    #expect(demo.folder == place.path("cache/replyledger/\(today)-\(build)"))
    for other in ["demo-2026-11-19-\(Tool.version)-\(build)", "\(today)-older"] {
      let old = place.path("cache/replyledger/\(other)")
      try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
      try "old".write(toFile: "\(old)/replyledger.db", atomically: true, encoding: .utf8)
    }
    #expect(demo.end(orElse: place.now) == place.now)
    try demo.prepare([], until: place.now)
    #expect(demo.end(orElse: place.now + 3_600) == place.now)
    try demo.prepare([], until: place.now)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path("cache/replyledger"))
    #expect(names == ["\(today)-\(build)"])
  }

  @Test func `needs a folder for the demo`() async throws {
    try await inWorkplace { place in
      let outcome = await place.run("demo")
      #expect(outcome.status == .failed && outcome.talk.contains("set HOME or XDG_CACHE_HOME"))
    }
  }
}
