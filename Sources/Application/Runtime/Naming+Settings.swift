import CivilTime
import Helpdesks
import Metrics
import Support

extension Naming {
  /// What the settings call people, teams, products and clients.
  ///
  /// - Parameter zone: the workspace's, which cuts the days of memberships.
  init(_ settings: Settings, zone: Zone) {
    self.init(
      clients: Clients(settings.clients),
      clientSizes: settings.clients.flatMap { client in
        client.sizes.map { size in
          ClientSize(
            client: client.name, from: size.from.map { UInt32(clamping: zone.start(of: $0).seconds) } ?? 0,
            size: Double(size.size.millionths) / 1_000_000)
        }
      },
      products: ProductRules(
        settings.products.map(ProductRules.Rule.init),
        split: settings.rules.productsShare == .priority ? .priority : .equal),
      workWeights: WorkWeights(WorkUnits(settings.rules.workUnits)),
      listed: settings.people.map { KnownPerson($0.name, email: $0.email, username: $0.username) },
      memberships: settings.people.flatMap { person in
        person.teams.map { team in
          Membership(
            person: person.name, team: team.team,
            from: team.from.map { UInt32(clamping: zone.start(of: $0).seconds) } ?? 0,
            to: team.to.map { UInt32(clamping: zone.start(of: $0).seconds) } ?? .max)
        }
      }, hasCalendars: !settings.calendars.isEmpty && !settings.calendarRules.isEmpty,
      unsupplied: Dictionary(settings.sources.map { ($0.id, $0.unsupplied) }) { first, _ in first })
  }
}

extension ProductRules.Rule {
  fileprivate init(_ product: Settings.Product) {
    self.init(
      product: product.name, tags: product.tags, inboxes: product.inboxes, pipelines: product.pipelines,
      categories: product.categories,
      fields: product.fields.flatMap { rule in rule.values.map { "\(rule.field)=\($0)" } })
  }
}

extension WorkWeights {
  fileprivate init(_ units: WorkUnits) {
    self.init(reply: units.reply, note: units.note, timeMinute: units.timeMinute, chatTurn: units.chatTurn)
  }
}

extension Settings.Source {
  /// The numbers that a source of this kind cannot supply, and why not.
  fileprivate var unsupplied: [Metric: String] {
    guard let offer = SourceOffer.all.first(where: { $0.id == offerID }) else { return [:] }
    var reasons: [Metric: String] = [:]
    for metric in Metric.allCases {
      if case .none(let why) = offer.provision(of: metric.definition) { reasons[metric] = why }
    }
    return reasons
  }

  private var offerID: String {
    if case .messenger(let page) = connection, page.page == nil { return "messenger-upload" }
    return kind.rawValue
  }
}
