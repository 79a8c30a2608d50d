import CivilTime
import HTTPServer
import Runtime

/// Looks at everything that an installation stands on, and changes nothing but what opening the store changes.
struct Examination {
  let settings: Settings
  let zones: ZoneLibrary
  let console: Console

  func findings() async -> [Finding] {
    [settingsFinding, zoneFinding, clockFinding] + (await storeFindings()) + [await portFinding()]
  }

  private var settingsFinding: Finding {
    guard !settings.notes.isEmpty else { return .ok("settings", "nothing is wrong with them") }
    return .warning(
      "settings", settings.notes.joined(separator: "; "), advice: "add it to the settings file, or unset it")
  }

  /// Local days are cut by the zone, so its data must know the present.
  private var zoneFinding: Finding {
    let name = settings.workspace.timeZone
    do {
      let day = try zones.zone(named: name).day(of: console.clock())
      return .ok("time zone", "\(name), where it is \(day.iso8601)")
    } catch {
      return .problem("time zone", "\(error)")
    }
  }

  /// A machine without a clock begins in 1970, and one with a wrong clock puts messages into wrong periods.
  private var clockFinding: Finding {
    let now = console.clock()
    guard (Examination.earliest..<Examination.latest).contains(now) else {
      return .problem("clock", "it says \(now.iso8601)", advice: "set the clock of this machine, for instance by NTP")
    }
    return .ok("clock", now.iso8601)
  }

  private static let earliest = Instant(seconds: 1_767_225_600)  // 2026-01-01: this program is not older
  private static let latest = Instant(seconds: 4_102_444_800)  // 2100-01-01

  private func portFinding() async -> Finding {
    let (host, port) = (settings.server.host, settings.server.port)
    let server = HTTPServer(configuration: HTTPServerConfiguration(host: host, port: port)) { _ in .text("") }
    do {
      _ = try server.start()
      await server.stop()
      return .ok("port", "\(host):\(port) is free")
    } catch {
      return .warning(
        "port", "\(error)", advice: "that is right while “replyledger serve” runs; else set server.port or give --port")
    }
  }
}
