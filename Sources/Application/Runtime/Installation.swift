package import CivilTime
import Files
package import Helpdesks
import Metrics
package import Support
import Synchronization
package import Warehouse

/// The program at work: settings in force, the ledger open, and columns that follow it.
package final class Installation: Sendable {
  /// What the file, the environment and the start say; `settings` has on top what was connected on pages.
  let given: Settings
  /// Ids of help desks that a test brought.
  let scripted: [String]
  package let ledger: Ledger
  package let analyst: Analyst
  package let zones: ZoneLibrary
  /// The zone in which the workspace cuts its days.
  package let zone: Zone
  /// Opens and seals the secrets of what was connected on pages.
  let keys: KeyChest
  let making: InForceMaking
  let inForce: Mutex<InForce>
  let rederiver = Rederiver()
  let makingAnew = Mutex<Rederivation?>(nil)
  let vendors = VendorAccess()
  let clock: @Sendable () -> Instant
  let reread: (@Sendable () throws -> Settings)?
  /// How long somebody waits in front of a page until their decision is in the figures.
  package let patience: Duration
  /// How this program calls itself to vendors.
  static let version = "0.1.0"

  /// Which of the connections' numbers is in force in this process.
  package var edition: Int64 { inForce.withLock { $0.number } }
  package var settings: Settings { inForce.withLock { $0.settings } }
  /// What the settings say about counting. What was decided comes on top of it: `rulesInForce`.
  package var rules: Rules { inForce.withLock { $0.rules } }
  /// Whatever can be synced: help desks first, then contacts, in the order of the settings; then what was connected.
  package var helpdesks: [any Helpdesk] { inForce.withLock { $0.helpdesks } }

  /// - Parameters:
  ///   - helpdesks: what is synced; what the settings name unless a test says otherwise.
  ///   - clock: what time it is; the system's clock unless a test says otherwise.
  ///   - reread: reads the settings once more, from where `settings` came.
  ///   - patience: how long somebody waits in front of a page for facts under their decision.
  ///   - report: hears how far facts are, where these settings make other facts of what is known.
  package init(
    opening settings: Settings, zones: ZoneLibrary = ZoneLibrary(), helpdesks: [any Helpdesk]? = nil,
    clock: @escaping @Sendable () -> Instant = { Instant(seconds: SystemClock.seconds()) },
    reread: (@Sendable () throws -> Settings)? = nil, patience: Duration = .seconds(10),
    reporting report: @Sendable (Rederivation) -> Void = { _ in }
  ) async throws {
    given = settings
    scripted = helpdesks?.map(\.source) ?? []
    self.zones = zones
    self.clock = clock
    self.reread = reread
    self.patience = patience
    zone = try zones.zone(named: settings.workspace.timeZone)
    keys = KeyChest(settings.secrets)
    ledger = try await Ledger(at: settings.store.address)
    making = InForceMaking(given: settings, scripted: helpdesks, keys: keys, zone: zone, zones: zones)
    let made = try making.make(with: try await ledger.setOnPages())
    inForce = Mutex(made)
    analyst = Analyst(
      of: ledger, zones: { try zones.zone(named: $0) }, weekStart: settings.workspace.weekStart,
      naming: Naming(made.counted, zone: zone))
    try await ledger.rederive(under: made.rules, at: clock(), reporting: report)
    try await ledger.noteRules(made.settings.ruleText, at: clock())
    if (try? keys.keys()) != nil { _ = try await resealSecrets() }  // without keys each source says so
  }

  /// The settings' rules with what was decided until now, in whichever process.
  package func rulesInForce() async throws -> Rules { try await ledger.rules(on: rules) }

  package var now: Instant { clock() }
  package var today: LocalDay { zone.day(of: clock()) }

  package func close() async {
    await rederiver.stop()
    await ledger.close()
  }
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
