extension Settings {
  package struct Workspace: Sendable, Equatable {
    package var name = "Support"
    package var timeZone = "UTC"
    package var weekStarts = Weekday.monday
    package var currency = Currency.euro
    package var board = Board.everybody
  }

  /// Whose lines the team's board shows to those who do not manage.
  package enum Board: String, Sendable, CaseIterable {
    case everybody
    case ownRank = "own-rank"
    case team
  }

  package struct Currency: Sendable, Equatable {
    package let code: String

    package static let euro = Currency(checked: "EUR")

    private init(checked code: String) { self.code = code }

    package init?(_ code: String) {
      let isCode = code.utf8.count == 3 && code.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
      guard isCode else { return nil }
      self.code = code
    }

    /// How many digits the minor unit has (ISO 4217).
    package var minorDigits: Int {
      switch code {
      case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
        "XPF":
        0
      case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
      default: 2
      }
    }
  }

  package struct Server: Sendable, Equatable {
    package var host = "127.0.0.1"
    package var port = 8080
    /// Bytes of one upload.
    package var maxUpload = 52_428_800
    /// How people reach the server through a proxy: `https://ledger.acme.example`.
    package var publicAddress: String?
    /// Whose word about where a request came from is believed, by address.
    package var trustedProxies: [String] = []

    package init() {}
  }

  package struct Sync: Sendable, Equatable {
    /// For sources that name no schedule of their own.
    package var interval = Duration.seconds(4 * 3_600)
    /// How far back a full sync reaches, and how long destinations keep rows; nil: to the beginning.
    package var retention: Duration?
    /// Calls in flight to one source.
    package var concurrency = 30
    /// Between two syncs of a source for one date; nil: an hour on the pages, and none for whoever has the command line.
    package var minimumInterval: Duration?
    /// How many days back conversations are read again once a day.
    package var verifiedDays = 30
  }

  package struct AI: Sendable, Equatable {
    package enum Provider: String, Sendable, CaseIterable {
      case offline, openai, gemini
    }

    package var provider = Provider.offline
    package var baseURL: String?
    package var model: String?
    package var apiKey: Secret?
    /// In minor units of the workspace's currency; nil: no limit.
    package var monthlyBudget: Int?
  }
}

extension Settings.Workspace {
  init(reading section: SettingsSection) {
    self.init()
    name = section.value("name", .text) ?? name
    timeZone = section.value("time_zone", .zone(isKnown: section.reader.isKnownZone)) ?? timeZone
    weekStarts = section.value("week_starts", .choice) ?? weekStarts
    currency = section.value("currency", .currency) ?? currency
    board = section.value("board", .choice) ?? board
  }
}

extension Settings.Server {
  init(reading section: SettingsSection) {
    self.init()
    host = section.value("host", .text) ?? host
    port = section.value("port", .number(0...65_535, such: 8_080)) ?? port
    let upload = SettingsForm.number(1...10_737_418_240, such: 52_428_800)
    maxUpload = section.value("max_upload", upload, origin: "MAX_FILE_SIZE") ?? maxUpload
    publicAddress = section.value("public_address", .url)
    trustedProxies = section.list("trusted_proxies", .text) ?? []
  }
}

extension Settings.Sync {
  init(reading section: SettingsSection) {
    self.init()
    interval = section.span("interval", origin: "DATA_SYNC_INTERVAL_HOURS", unit: "h") ?? interval
    retention = section.span("retention", origin: "DATA_RETENTION_DAYS", unit: "d")
    concurrency = section.value("concurrency", .number(1...100, such: 30)) ?? concurrency
    minimumInterval = section.value("minimum_interval", .span)
    verifiedDays = section.value("verified_days", .number(0...3_650, such: 30)) ?? verifiedDays
  }
}

extension SettingsSection {
  /// The origins wrote bare numbers of a unit that was in the name.
  fileprivate func span(_ key: String, origin: String, unit: String) -> Duration? {
    guard var given = text(key, origin: origin) else { return nil }
    if given.place == .environment(origin) { given.text += unit }
    return read(given, .span, key: key)
  }
}

extension Settings.AI {
  init(reading section: SettingsSection, currency: Settings.Currency) {
    self.init()
    provider = section.value("provider", .choice) ?? provider
    baseURL = section.value("base_url", .url)
    model = section.value("model", .text)
    monthlyBudget = section.value("monthly_budget", .money(currency))
    switch provider {
    // Offline needs no key, so one that is not there is no problem.
    case .offline: section.ignore("api_key")
    case .openai: apiKey = section.key("OPENAI_API_KEY")
    case .gemini: apiKey = section.key("GEMINI_API_KEY")
    }
  }
}

extension SettingsSection {
  fileprivate func key(_ origin: String) -> Secret? {
    require("api_key", secret("api_key", origin: origin), hint: "write api_key: \"env:\(origin)\"")
  }
}
