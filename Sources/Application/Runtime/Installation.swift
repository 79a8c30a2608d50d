package import CivilTime
import Files
package import Helpdesks
import Metrics
package import Support
package import Warehouse

/// The program at work: settings in force, the ledger open, and columns that follow it.
package final class Installation: Sendable {
  package let settings: Settings
  package let ledger: Ledger
  package let analyst: Analyst
  package let zones: ZoneLibrary
  /// The zone in which the workspace cuts its days.
  package let zone: Zone
  /// What the settings say about counting. What was decided comes on top of it: `rulesInForce`.
  package let rules: Rules
  /// Whatever can be synced: help desks first, then contacts, in the order of the settings.
  package let helpdesks: [any Helpdesk]
  let vendors = VendorAccess()
  let clock: @Sendable () -> Instant
  /// How this program calls itself to vendors.
  static let version = "0.1.0"

  /// - Parameters:
  ///   - helpdesks: what is synced; what the settings name unless a test says otherwise.
  ///   - clock: what time it is; the system's clock unless a test says otherwise.
  package init(
    opening settings: Settings, zones: ZoneLibrary = ZoneLibrary(), helpdesks: [any Helpdesk]? = nil,
    clock: @escaping @Sendable () -> Instant = { Instant(seconds: SystemClock.seconds()) }
  ) async throws {
    self.settings = settings
    self.zones = zones
    self.clock = clock
    self.helpdesks =
      helpdesks ?? settings.sources.compactMap(\.helpdesk) + settings.contacts.compactMap(\.helpdesk)
    zone = try zones.zone(named: settings.workspace.timeZone)
    ledger = try await Ledger(at: settings.store.address)
    rules = try Rules(settings, zone: zone) { try zones.zone(named: $0) }
    analyst = Analyst(
      of: ledger, zones: { try zones.zone(named: $0) }, weekStart: settings.workspace.weekStart,
      naming: Naming(settings, zone: zone))
    try await ledger.rederive(under: rules, at: clock())
    try await ledger.noteRules(settings.ruleText, at: clock())
  }

  /// The settings' rules with what was decided until now, in whichever process.
  package func rulesInForce() async throws -> Rules { try await ledger.rules(on: rules) }

  package var now: Instant { clock() }
  package var today: LocalDay { zone.day(of: clock()) }

  package func close() async { await ledger.close() }
}

extension Settings.Workspace {
  /// Monday is 0.
  package var weekStart: Int { Settings.Weekday.allCases.firstIndex(of: weekStarts) ?? 0 }
}

extension Settings.Store {
  fileprivate var address: StoreAddress {
    switch self {
    case .sqlite(let path): .sqlite(path: path)
    case .postgres(let address, _): .postgres(url: address.reveal())
    }
  }
}
