package import CivilTime

extension Settings {
  package struct Rules: Sendable, Equatable {
    /// Texts that mark a message as an automatic answer.
    package var autoReplies: [String]
    /// Authors who are machines.
    package var bots: [String]
    package var test: TestTraffic
    package var exclude: [Exclusion]
    package var sla: [Target]
    package var workUnits: WorkUnits
    /// How several products share a conversation.
    package var productsShare = ProductsShare.equal
    /// Silence that ends an episode where the source has no states.
    package var inactivityGap: Duration
    /// A customer who only says thanks after solving reopens nothing.
    package var ignoresThanks = false
  }

  package struct TestTraffic: Sendable, Equatable {
    package var domains: [String]
    package var tags: [String]
    package var requesters: [String]
  }

  package struct Exclusion: Sendable, Equatable {
    package enum Drop: String, Sendable, CaseIterable {
      case conversations, replies
    }

    package var person: String
    package var drop: Drop
    package var from: LocalDay?
    package var to: LocalDay?
  }

  /// What was promised; the first that matches a conversation counts.
  package struct Target: Sendable, Equatable {
    package enum Clock: Sendable, Equatable {
      /// Every hour counts.
      case calendarTime
      /// The hours of a calendar of this name count.
      case business(calendar: String)
    }

    package var source: String?
    package var inbox: String?
    package var client: String?
    package var priority: String?
    package var firstReply: Duration?
    package var nextReply: Duration?
    package var resolution: Duration?
    package var clock: Clock
    /// Resolution does not run in pending and on hold.
    package var pausesWhileWaiting = false
    /// A reopened conversation gets a new resolution target.
    package var restartsOnReopen = false
  }

  package enum ProductsShare: String, Sendable, CaseIterable {
    case equal
    /// The first in the list of products takes it whole.
    case priority
  }

  /// What one of each weighs when costs are shared out.
  package struct WorkUnits: Sendable, Equatable {
    package var reply = ExactDecimal.one
    package var note = ExactDecimal.zero
    package var timeMinute = ExactDecimal.zero
    package var chatTurn = ExactDecimal.one
  }
}

extension Settings.Rules {
  init(reading section: SettingsSection, names: SettingsNames) {
    autoReplies = section.list("auto_replies", .text) ?? ["*977#"]
    bots = section.list("bots", .text) ?? []
    test = section.section("test") { section in
      Settings.TestTraffic(
        domains: section.list("domains", .domain) ?? [], tags: section.list("tags", .text) ?? [],
        requesters: section.list("requesters", .text) ?? [])
    }
    exclude = section.sections("exclude", Settings.Exclusion.init(reading:))
    sla = section.sections("sla") { Settings.Target(reading: $0, names: names) }
    workUnits = section.section("work_units", Settings.WorkUnits.init(reading:))
    productsShare =
      section.value("products_share", SettingsForm<Settings.ProductsShare>.choice) ?? .equal
    inactivityGap = section.value("inactivity_gap", .span) ?? .seconds(86_400)
    ignoresThanks = section.value("ignore_thanks", .boolean) ?? false
  }
}

extension Settings.Exclusion {
  fileprivate init?(reading section: SettingsSection) {
    let person = section.require("person", section.value("person", .text))
    let drop = section.require(
      "drop", section.value("drop", SettingsForm<Drop>.choice), hint: "write drop: conversations, or drop: replies")
    let (from, to) = section.days()
    guard let person, let drop else { return nil }
    self.init(person: person, drop: drop, from: from, to: to)
  }
}

extension Settings.Target {
  /// The word for “every hour counts” in the place of a calendar's name.
  private static let calendarTimeName = "calendar"

  fileprivate init?(reading section: SettingsSection, names: SettingsNames) {
    source = section.reference("source", to: "source", among: names.sources)
    inbox = section.value("inbox", .text)
    client = section.value("client", .text)
    priority = section.value("priority", .text)
    firstReply = section.value("first_reply", .span)
    nextReply = section.value("next_reply", .span)
    resolution = section.value("resolution", .span)
    pausesWhileWaiting = section.value("pauses_while_waiting", .boolean) ?? false
    restartsOnReopen = section.value("restarts_on_reopen", .boolean) ?? false
    let name = section.reference("clock", to: "calendar", among: names.calendars, besides: [Self.calendarTimeName])
    clock = name.flatMap { $0 == Self.calendarTimeName ? nil : .business(calendar: $0) } ?? .calendarTime
    let promised = firstReply ?? nextReply ?? resolution
    guard section.require("first_reply", promised, hint: "write first_reply, next_reply or resolution") != nil else {
      return nil
    }
  }
}

extension Settings.WorkUnits {
  fileprivate init(reading section: SettingsSection) {
    self.init()
    reply = section.value("reply", .weight) ?? reply
    note = section.value("note", .weight) ?? note
    timeMinute = section.value("time_minute", .weight) ?? timeMinute
    chatTurn = section.value("chat_turn", .weight) ?? chatTurn
  }
}
