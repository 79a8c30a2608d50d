import CivilTime
import DemoCompany
import Helpdesks
import VendorDoubles

extension ConformingVendor {
  static let all = [helpScout, freshservice, freshdesk, hubSpot, liveChat, messenger, requestTracker]

  static let helpScout = ConformingVendor(
    kind: .helpscout, name: "Help Scout", channels: [(.email, 70), (.chat, 15), (.portal, 10), (.phone, 5)],
    lists: [
      "/v2/{list}", "/v2/teams/{id}/members", "/v2/mailboxes/{id}/fields", "/v2/reports/happiness/ratings",
    ]
  ) { story, clock in
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let double = HelpScoutDouble(telling: story, settings: settings, clock: clock)
    let user = double.desk.users[0].id
    func change(_ body: @escaping @Sendable (inout HelpScoutDesk, Int, Instant) -> Void)
      -> @Sendable (String, Instant)
      -> Void
    { { id, now in if let id = Int(id) { double.change { body(&$0, id, now) } } } }
    return Setup(
      double: double,
      helpdesk: { address in
        HelpScout(
          source: "hs",
          HelpScout.Configuration(
            baseURL: "\(address)/v2", clientID: "app-id", clientSecret: "app-secret",
            inboxes: story.inboxes.map { HelpScout.Inbox(id: "\($0.id)") }))
      },
      deeds: Deeds(
        reply: change { desk, id, now in desk.write("One more thing.", in: id, by: .user(user), at: now) },
        delete: change { desk, id, now in desk.delete(id, at: now) },
        spam: change { desk, id, now in desk.spam(id, by: .user(user), at: now) },
        merge: { id, other, now in
          guard let id = Int(id), let other = Int(other) else { return }
          double.change { $0.merge(id, into: other, by: .user(user), at: now) }
        },
        revokeTokens: { double.revokeTokens() }))
  }

  static let freshservice = freshworks(.freshservice, .freshservice, "Freshservice")
  static let freshdesk = freshworks(.freshdesk, .freshdesk, "Freshdesk")

  private static let isBegunByCustomer: @Sendable (Tale) -> Bool = { !$0.isOutbound }

  private static func freshworks(
    _ product: FreshworksDouble.Product, _ kind: Conformance.Kind, _ name: String
  ) -> ConformingVendor {
    // Of a ticket that an agent began Freshdesk does not say whose it is, and Freshservice tells only of mails.
    let shows: @Sendable (Tale) -> Bool = {
      (product == .freshservice && $0.channel == .email) || isBegunByCustomer($0)
    }
    return ConformingVendor(
      kind: kind, name: name, channels: [(.email, 60), (.portal, 25), (.phone, 15)],
      lists: [
        "\(FreshworksDouble.root)/{list}", "\(FreshworksDouble.root)/tickets/filter",
        "\(FreshworksDouble.root)/search/tickets", "\(FreshworksDouble.root)/surveys/satisfaction_ratings",
      ].map { PathPattern($0) }, shows: shows
    ) { story, clock in
      let account = FreshworksDouble.Account {
        $0.product = product
        $0.limits = (1_000_000, 1_000_000, 1_000_000, 1_000_000)
      }
      let double = FreshworksDouble(telling: story, account, clock: clock)
      let agent = FreshworksDouble.agent(1)
      func with(_ body: @escaping @Sendable (Int, Instant) -> Void) -> @Sendable (String, Instant) -> Void {
        { id, now in if let id = Int(id) { body(id, now) } }
      }
      return Setup(
        double: double,
        helpdesk: { address in
          Freshworks(
            Freshworks.Configuration(
              source: "fresh", product: product == .freshservice ? .freshservice : .freshdesk,
              baseURL: address + FreshworksDouble.root, apiKey: account.apiKey))
        },
        deeds: Deeds(
          reply: with { double.reply($0, by: agent, "One more thing.", at: $1) },
          delete: with { double.delete($0, at: $1) }, restore: with { double.restore($0, at: $1) },
          spam: with { double.markSpam($0, at: $1) },
          merge: { id, other, now in
            guard let id = Int(id), let other = Int(other) else { return }
            double.merge(id, into: other, by: agent, at: now)
          }))
    }
  }

  static let hubSpot = ConformingVendor(
    kind: .hubspot, name: "HubSpot", channels: [(.email, 60), (.chat, 20), (.phone, 10), (.portal, 10)],
    lists: [
      "/crm/v3/{list}", "/crm/v3/objects/{list}", "/crm/v3/objects/tickets/search", "/crm/v3/pipelines/tickets",
      "/crm/v3/properties/tickets", "/crm/v3/objects/{kind}/batch/read",
      "/crm/v4/associations/tickets/{kind}/batch/read", "/conversations/v3/conversations/{list}",
    ]
  ) { story, clock in
    var conduct = HubSpotDouble.Conduct()
    (conduct.burst, conduct.searches, conduct.daily) = (1_000_000, 1_000_000, 1_000_000)
    let double = HubSpotDouble(telling: story, clock: clock, conduct)
    let token = conduct.token
    func change(_ body: @escaping @Sendable (inout HubSpotDesk, Int, Int64) -> Void)
      -> @Sendable (String, Instant)
      -> Void
    { { id, now in if let id = Int(id) { double.change { body(&$0, id, now.seconds * 1_000) } } } }
    return Setup(
      double: double,
      helpdesk: { address in
        HubSpot(source: "hubspot", baseURL: address, token: token, spamPipelines: [HubSpotDouble.spamPipeline])
      },
      deeds: Deeds(
        reply: change { desk, id, now in
          guard let thread = desk.threads.first(where: { $0.ticket == id }) else { return }
          desk.say("One more thing.", in: thread.id, by: "A-\(HubSpotDouble.user(1))", at: now)
        },
        delete: change { desk, id, now in desk.archive(id, at: now) },
        restore: change { desk, id, _ in desk.restore(id) },
        spam: change { desk, id, now in desk.move(id, to: "901", in: HubSpotDouble.spamPipeline, at: now) },
        merge: { id, other, now in
          guard let id = Int(id), let other = Int(other) else { return }
          double.change { $0.merge(id, into: other, at: now.seconds * 1_000) }
        }))
  }

  static let liveChat = ConformingVendor(
    kind: .livechat, name: "LiveChat", channels: [(.chat, 1)],
    lists: [
      "/v3.5/agent/action/list_archives", "/v3.5/agent/action/list_chats", "/v3.5/configuration/action/{list}",
    ]
  ) { story, clock in
    // It looks back over its last calls by the clock of the double, which stands still.
    let account = LiveChatDouble.Account { $0.callsPerMinute = 1_000_000 }
    let double = LiveChatDouble(telling: story, account, clock: clock)
    let staff = story.cast.people[0]
    let person = LiveChatDouble.Person(id: staff.email, name: staff.name)
    return Setup(
      double: double,
      helpdesk: { LiveChat(source: "livechat", baseURL: $0, accountID: account.id, token: account.token) },
      deeds: Deeds(
        reply: { id, now in double.say(id, by: person, "One more thing.", at: now) },
        delete: { id, _ in double.delete(id) }))
  }

  static let messenger = ConformingVendor(
    kind: .messenger, name: "Messenger", channels: [(.directMessage, 1)], lists: ["/v19.0/{page}/conversations"],
    namesPeople: false
  ) { story, clock in
    let page = MessengerDouble.Page()
    let double = MessengerDouble(telling: story, page, clock: clock)
    return Setup(
      double: double,
      helpdesk: { Messenger(source: "page", baseURL: $0 + "/v19.0", page: page.id, token: page.token) },
      deeds: Deeds(
        reply: { id, now in double.write("One more thing.", in: id, isFromPage: true, at: now) },
        delete: { id, _ in double.delete(id) }))
  }

  /// It knows no spam, and what staff opens for somebody counts as that person's words.
  static let requestTracker = ConformingVendor(
    kind: .requestTracker, name: "Request Tracker", channels: [(.email, 1)],
    lists: ["/REST/2.0/tickets", "/REST/2.0/transactions", "/REST/2.0/queues/all"],
    shows: canBeShownByRequestTracker, make: makeRequestTracker)

  private static let canBeShownByRequestTracker: @Sendable (Tale) -> Bool = { tale in
    !tale.isOutbound && !tale.standing.isSpam && tale.standing.mergedInto == nil
      && !tale.beats.contains { if case .absorbed = $0.deed { true } else { false } }
  }

  private static let makeRequestTracker: @Sendable (Story, DoubleClock) -> Setup = { story, clock in
    let double = RequestTrackerDouble(telling: story, clock: clock)
    let name = RequestTrackerDouble.name(of: story.cast.people[0])
    return Setup(
      double: double,
      helpdesk: { address in
        RequestTracker(
          source: "rt",
          RequestTracker.Configuration(baseURL: address + "/REST/2.0", login: .token(RequestTrackerDouble.token)))
      },
      deeds: Deeds(
        reply: { id, now in
          if let id = Int(id) { double.correspond(id, by: name, saying: "One more thing.", at: now) }
        },
        delete: { id, now in if let id = Int(id) { double.delete(id, by: name, at: now) } },
        restore: { id, now in if let id = Int(id) { double.set(id, status: "open", by: name, at: now) } },
        merge: { id, other, now in
          guard let id = Int(id), let other = Int(other) else { return }
          double.merge(id, into: other, by: name, at: now)
        }))
  }
}
