import CivilTime
import Files
import HTTPServer
import Runtime
import Web

/// Shows the product at work: a made-up company's year behind simulated vendors, synced and served.
struct DemoCommand: Command {
  static let form = CommandForm(
    words: ["demo"], summary: "Make up a company and its help desks, sync them, and serve the pages.",
    usage: "[--port N]",
    options: [OptionForm(name: "--port", value: "N", help: "8080 or the next free one when not given")],
    readsSettings: false,
    remarks: [
      "The demo lies in a folder of its own, $XDG_CACHE_HOME/replyledger or ~/.cache/replyledger, and is made anew each day. "
        + "It reads no settings of yours and touches no store of yours."
    ],
    examples: [("replyledger demo", "after some seconds, open the address that it prints")])

  private let port: Int?
  private let namesSettings: Bool

  init(_ arguments: ArgumentList) throws(UsageError) {
    port = try arguments.number("--port", in: 0...65_535)
    namesSettings = arguments.flag("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    Heap.staySmall()
    if namesSettings { console.talk.say("note: the demo has settings of its own, so --config is not read") }
    let place = try DemoPlace(in: console)
    if !place.exists { console.talk.say("Making up a company and a year of its conversations …") }
    let zone = try ZoneLibrary().zone(named: DemoCommand.zone)
    let end = place.end(orElse: console.clock())
    let vendors = try DemoVendors.open(in: zone, until: end)
    do {
      try place.prepare(vendors.vendors, until: end)
      try await run(place, vendors, until: end, in: console)
      await vendors.close()
      return .done
    } catch {
      await vendors.close()
      throw error
    }
  }

  /// Halden Software is at home there.
  private static let zone = "Europe/Berlin"

  private func run(_ place: DemoPlace, _ vendors: DemoVendors, until end: Instant, in console: Console) async throws {
    let installation = try await DemoCommand.isolated(console).installation(from: place.settings)
    do {
      try await DemoStory(zone: installation.zone, now: end).tell(to: installation, console)
      console.talk.say("The command line sees the demo with --config \(place.settings)")
      let watching = Task {
        try await DemoCheck(installation: installation, vendors: vendors.vendors, console: console).watch()
      }
      defer { watching.cancel() }
      try await serve(installation, console)
      await installation.close()
    } catch {
      await installation.close()
      throw error
    }
  }

  /// The environment of this machine speaks of its own store, which the demo must never fill.
  private static func isolated(_ console: Console) -> Console {
    var isolated = console
    isolated.environment = [:]
    return isolated
  }

  /// A port that somebody named is taken or refused; without one the next free port will do.
  private func serve(_ installation: Installation, _ console: Console) async throws {
    let wanted = installation.settings.server.port
    let ports = port.map { [$0] } ?? Array(wanted..<wanted + 20) + [0]
    for candidate in ports {
      do {
        return try await installation.serve(
          port: candidate, to: console, access: .everyone, logging: { $0.level != .info })
      } catch let error as HTTPServerError where candidate != ports.last {
        console.talk.say("\(error)")
      }
    }
  }
}
