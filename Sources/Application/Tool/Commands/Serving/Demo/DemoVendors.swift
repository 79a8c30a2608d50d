import CivilTime
import DemoCompany
import VendorDoubles

/// The demo company's help desks, each behind its vendor's API, served on this machine while the demo runs.
struct DemoVendors: Sendable {
  /// One help desk: its line in the settings, and what its company's own books say of it.
  struct Vendor: Sendable {
    var source: String
    var story: Story
    var settings: String
    fileprivate var server: DoubleServer
  }

  let vendors: [Vendor]

  /// Tells a year up to `end` to each of them, and lets them answer.
  static func open(in zone: Zone, until end: Instant) throws -> DemoVendors {
    let teller = DemoTeller(zone: zone, end: end)
    return DemoVendors(
      vendors: [
        try helpScout(teller), try freshservice(teller), try hubSpot(teller), try liveChat(teller),
        try requestTracker(teller),
      ].compactMap { $0 })
  }

  func close() async { for vendor in vendors { await vendor.server.stop() } }
}

/// The demo company's year, inbox by inbox.
struct DemoTeller {
  let zone: Zone
  let end: Instant

  func story(_ seed: UInt64, _ inbox: Int, _ name: String, _ channels: [(Tale.Channel, Int)], daily: Int) -> Story {
    StoryTeller(
      seed: seed, zone: zone, endingAt: end, days: 365, conversationsPerDay: daily,
      inbox: Tale.Inbox(id: inbox, name: name), channels: channels
    ).tell().attended
  }
}

extension Story {
  /// Without what a real team would have found by now: tales that are not done although nothing happened for days. One of
  /// some hundred stays, because something is always forgotten.
  fileprivate var attended: Story {
    keeping { tale in
      let standing = tale.standing
      let isForgotten =
        tale.hasStates && standing.isCounted && !standing.isDone && period.upperBound - tale.changedAt > 5 * 86_400
      // Another tale may have become part of it.
      let isNeeded = tale.beats.contains { if case .absorbed = $0.deed { true } else { false } }
      return !isForgotten || isNeeded || tale.number.isMultiple(of: 400)
    }
  }
}

extension DemoVendors {
  private static func helpScout(_ teller: DemoTeller) throws -> Vendor? {
    let inboxes = [
      teller.story(1, 101, "Free plug-ins (forum)", [(.forum, 1)], daily: 4),
      teller.story(2, 102, "Pro plug-ins", [(.email, 1)], daily: 6),
      teller.story(3, 103, "Translate", [(.email, 3), (.forum, 1)], daily: 2),
    ]
    guard let story = Story.together(inboxes) else { return nil }
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let server = DoubleServer(HelpScoutDouble(telling: story, settings: settings))
    let address = try server.start()
    return Vendor(
      source: "helpscout", story: story,
      settings: """
        - {id: helpscout, kind: helpscout, base_url: "\(address)/v2", client_id: app-id, client_secret: app-secret,
             inboxes: [{id: 101, profile: wporg}, {id: 102, profile: tags}, {id: 103, profile: replies}]}
        """, server: server)
  }

  private static func freshservice(_ teller: DemoTeller) throws -> Vendor? {
    let story = teller.story(4, 4, "Service desk", [(.portal, 3), (.email, 3), (.phone, 1)], daily: 4)
    let account = FreshworksDouble.Account {
      $0.limits = (all: 60_000, tickets: 60_000, ticket: 60_000, people: 60_000)
    }
    let server = DoubleServer(FreshworksDouble(telling: story, account))
    let address = try server.start()
    return Vendor(
      source: "fresh", story: story,
      settings: """
        - {id: fresh, kind: freshservice, base_url: "\(address)\(FreshworksDouble.root)", api_key: \(account.apiKey)}
        """, server: server)
  }

  private static func hubSpot(_ teller: DemoTeller) throws -> Vendor? {
    let story = teller.story(6, 6, "Partners", [(.email, 1)], daily: 2)
    var conduct = HubSpotDouble.Conduct()
    conduct.burst = 10_000
    let server = DoubleServer(HubSpotDouble(telling: story, conduct))
    let address = try server.start()
    return Vendor(
      source: "hubspot", story: story,
      settings: """
        - {id: hubspot, kind: hubspot, base_url: "\(address)", token: \(conduct.token), \
        spam_pipelines: ["\(HubSpotDouble.spamPipeline)"]}
        """, server: server)
  }

  private static func liveChat(_ teller: DemoTeller) throws -> Vendor? {
    let story = teller.story(5, 5, "Web shop", [(.chat, 1)], daily: 6)
    let account = LiveChatDouble.Account()
    let server = DoubleServer(LiveChatDouble(telling: story, account))
    let address = try server.start()
    return Vendor(
      source: "livechat", story: story,
      settings: """
        - {id: livechat, kind: livechat, base_url: "\(address)", account_id: "\(account.id)", token: "\(account.token)"}
        """, server: server)
  }

  private static func requestTracker(_ teller: DemoTeller) throws -> Vendor? {
    // Request Tracker knows no spam, and what staff opens for somebody counts as that person's words.
    let story = teller.story(7, 7, "Hosting", [(.email, 1)], daily: 1).keeping { tale in
      !tale.isOutbound && !tale.standing.isSpam && tale.standing.mergedInto == nil
        && !tale.beats.contains { if case .absorbed = $0.deed { true } else { false } }
    }
    let server = DoubleServer(RequestTrackerDouble(telling: story))
    let address = try server.start()
    return Vendor(
      source: "rt", story: story,
      settings: """
        - {id: rt, kind: request-tracker, base_url: "\(address)/REST/2.0", token: \(RequestTrackerDouble.token)}
        """, server: server)
  }
}
