import CivilTime
import HelpdeskKit
import Helpdesks
import TestKit
import Testing

@testable import Runtime

/// Settings for the scripted desk; `more` goes into its line.
func deskSettings(_ more: String = "", sync: String = "interval: 4h", zone: String = "Europe/Berlin") -> String {
  """
  workspace: {time_zone: \(zone)}
  sync: {\(sync)}
  sources:
    - {id: desk, kind: request-tracker, base_url: "http://127.0.0.1:9/REST/2.0", token: t\(more)}
    - {id: facebook, kind: messenger}
  """
}

/// Opens an installation over a new ledger in `file`, or in a folder of its own.
func withInstallation(
  _ helpdesks: [any Helpdesk], _ clock: ManualClock, settings: String = deskSettings(), file: String? = nil,
  _ body: (Installation) async throws -> Void
) async throws {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  let zones = ZoneLibrary()
  let settings = try Settings(
    text: settings, overrides: ["store": "sqlite:\(file ?? folder.file("ledger.db"))"], readFile: { _ in "" },
    isKnownZone: { zones.knows($0) })
  let installation = try await Installation(
    opening: settings, zones: zones, helpdesks: helpdesks, clock: { clock.now }, patience: .seconds(600))
  do {
    try await body(installation)
  } catch {
    await installation.close()
    throw error
  }
  await installation.close()
}
