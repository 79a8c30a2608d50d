import CivilTime
import Files
import Glibc

/// The folder of today's demo, as this build of the program tells it.
struct DemoPlace {
  let folder: String
  private let home: String

  /// - Throws: when the console knows no folder for caches.
  init(in console: Console) throws {
    home = "\(try DemoPlace.cache(in: console.environment))/replyledger"
    let day = Zone.utc.day(of: console.clock()).iso8601
    folder = "\(home)/demo-\(day)-\(Tool.version)-\(try DemoPlace.build())"
  }

  var settings: String { "\(folder)/replyledger.yaml" }

  /// A version has many builds, and another one may tell another story: then its ledger would not be that of the books.
  private static func build() throws -> String {
    String(try Files.modification(of: "/proc/self/exe"), radix: 36)
  }

  private static func cache(in environment: [String: String]) throws(NoCacheFolder) -> String {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder }
    if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.cache" }
    throw NoCacheFolder()
  }

  /// Whether today's demo was started before.
  var exists: Bool { Files.exists(settings) }

  /// Up to when today's demo tells: when its settings were written first, so that a second start tells the same.
  func end(orElse now: Instant) -> Instant {
    let mark = DemoPlace.mark
    guard let bytes = try? Files.read(settings),  // the first start has none
      let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first(where: { $0.hasPrefix(mark) }),
      let end = Timestamp(line.dropFirst(mark.count))
    else { return now }
    return end.instant
  }

  /// Makes the folder and its settings, and takes away the demos of other days and builds.
  func prepare(_ vendors: [DemoVendors.Vendor], until end: Instant) throws {
    try makeFolders()
    try Files.write(Array(DemoPlace.text(vendors, until: end).utf8), to: settings)
    for name in try Files.names(in: home) where name.hasPrefix("demo-") && "\(home)/\(name)" != folder {
      remove("\(home)/\(name)")
    }
  }

  private func makeFolders() throws {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      try Files.makeFolder(path, mode: 0o700)
    }
  }

  /// What cannot be removed costs some room and nothing else.
  private func remove(_ folder: String) {
    for name in (try? Files.names(in: folder)) ?? [] { try? Files.remove("\(folder)/\(name)") }
    rmdir(folder)
  }

  private static let mark = "# Told until "

  private static func text(_ vendors: [DemoVendors.Vendor], until end: Instant) -> String {
    """
    # The demo's settings: a made-up company behind simulated vendors, which answer while the demo runs.
    # Delete the folder to begin anew.
    \(mark)\(end.iso8601)
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    store: sqlite:replyledger.db
    sources:
      - {id: facebook, kind: messenger}
    \(vendors.map { "  \($0.settings)" }.joined(separator: "\n"))
    people:
    \(DemoPeople.settings)
    products:
    \(DemoPeople.products)
    clients:
    \(DemoPeople.clients)
    calendars:
      - {name: office, time_zone: Europe/Berlin, week: {mon-fri: ["08:00-18:00"], sat: ["10:00-14:00"]}}
    calendar_rules: [{calendar: office}]
    rules:
      auto_replies: ["*977#"]
      bots: [Halden Bot]
      sla:
        - {priority: urgent, first_reply: 1h, next_reply: 2h, resolution: 8h, clock: office, pauses_while_waiting: true}
        - {priority: high, first_reply: 2h, next_reply: 4h, resolution: 24h, clock: office, pauses_while_waiting: true}
        - {source: livechat, first_reply: 3m, clock: office}
        - {first_reply: 4h, next_reply: 8h, resolution: 40h, clock: office, pauses_while_waiting: true}

    """
  }
}

struct NoCacheFolder: Error, CustomStringConvertible {
  let description = "could not find a folder for the demo: set HOME or XDG_CACHE_HOME to a folder that can be written"
}
