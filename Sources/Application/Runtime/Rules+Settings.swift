import CivilTime
import Support

extension Rules {
  /// What the settings say about counting, as the derivation reads it.
  ///
  /// - Parameter zone: the workspace's, which cuts the days of rules with dates.
  init(_ settings: Settings, zone: Zone, zones: (String) throws -> Zone) throws {
    self.init(
      autoReplies: settings.rules.autoReplies, bots: Set(settings.rules.bots),
      inactivityGap: settings.rules.inactivityGap.components.seconds,
      publicNotesAreReplies: Set(settings.sources.filter(\.takesNotesForReplies).map(\.id)),
      colleagues: Colleagues(settings.people), externalReplies: Set(settings.sources.flatMap(\.externalReplies)),
      clients: Clients(settings.clients),
      clock: BusinessClock(
        calendars: try settings.calendars.map { try WorkCalendar($0, zones: zones) },
        rules: settings.calendarRules.map(CalendarRule.init)),
      test: TestTraffic(
        domains: settings.rules.test.domains, tags: settings.rules.test.tags,
        requesters: settings.rules.test.requesters),
      excluded: settings.rules.exclude.map { ExcludedPerson($0, zone: zone) },
      ignoresThanks: settings.rules.ignoresThanks, targets: settings.rules.sla.map(Target.init),
      workUnits: WorkUnits(settings.rules.workUnits),
      countedFields: Set(settings.products.flatMap { $0.fields.map(\.field) }))
  }
}

extension Clients {
  init(_ clients: [Settings.Client]) {
    self.init()
    for client in clients {
      add(client.name)
      for (source, aliases) in client.aliases { for alias in aliases { add(client.name, as: alias, in: source) } }
      for domain in client.domains { add(client.name, domain: domain) }
    }
  }
}

extension WorkCalendar {
  fileprivate init(_ calendar: Settings.Calendar, zones: (String) throws -> Zone) throws {
    let week = calendar.week.map { day, windows in
      (Settings.Weekday.allCases.firstIndex(of: day) ?? 0, windows.map(Window.init))
    }
    let exceptions = calendar.exceptions.map { exception in
      let day = ExceptionalDay(
        windows: exception.windows.map(Window.init), endsTheNightBefore: exception.endsTheNightBefore,
        name: exception.name)
      return (exception.day, day)
    }
    self.init(
      name: calendar.name, zone: try zones(calendar.timeZone), week: Dictionary(week) { first, _ in first },
      exceptions: Dictionary(exceptions) { first, _ in first }, from: calendar.from, to: calendar.to)
  }
}

extension WorkCalendar.Window {
  fileprivate init(_ window: Settings.Window) { self.init(from: window.start * 60, to: window.end * 60) }
}

extension CalendarRule {
  fileprivate init(_ rule: Settings.CalendarRule) {
    self.init(
      calendar: rule.calendar, source: rule.source, inbox: rule.inbox, team: rule.team, client: rule.client,
      priority: rule.priority)
  }
}

extension ExcludedPerson {
  fileprivate init(_ rule: Settings.Exclusion, zone: Zone) {
    self.init(
      person: rule.person, drop: rule.drop == .conversations ? .conversations : .replies,
      from: rule.from.map(zone.start(of:)), to: rule.to.map(zone.start(of:)))
  }
}

extension Target {
  fileprivate init(_ target: Settings.Target) {
    let clock: Clock =
      switch target.clock {
      case .calendarTime: .calendarTime
      case .business(let calendar): .business(calendar: calendar)
      }
    self.init(
      source: target.source, inbox: target.inbox, client: target.client, priority: target.priority,
      firstReply: target.firstReply?.components.seconds, nextReply: target.nextReply?.components.seconds,
      resolution: target.resolution?.components.seconds, clock: clock,
      pausesWhileWaiting: target.pausesWhileWaiting, restartsOnReopen: target.restartsOnReopen)
  }
}

extension WorkUnits {
  init(_ units: Settings.WorkUnits) {
    func weight(_ value: Settings.ExactDecimal) -> Int64 { Int64(value.millionths) }
    self.init(
      reply: weight(units.reply), note: weight(units.note), timeMinute: weight(units.timeMinute),
      chatTurn: weight(units.chatTurn))
  }
}

extension Colleagues {
  fileprivate init(_ people: [Settings.Person]) {
    self.init()
    for person in people {
      for (source, aliases) in person.aliases { for alias in aliases { add(person.name, as: alias, in: source) } }
      for alias in [person.email, person.username].compactMap({ $0 }) { add(person.name, as: alias) }
    }
  }
}

extension Settings.Source {
  fileprivate var takesNotesForReplies: Bool {
    switch connection {
    case .freshservice(let desk), .freshdesk(let desk): desk.publicNotesAreReplies
    default: false
    }
  }

  /// Inboxes with forum mail. With the profile `replies` every conversation may hold an answer of ours.
  fileprivate var externalReplies: [ExternalReplies] {
    guard case .helpscout(let desk) = connection else { return [] }
    return desk.inboxes.compactMap { inbox in
      switch inbox.profile {
      case .wporg: ExternalReplies(source: id, inbox: inbox.id, tag: inbox.tag)
      case .replies: ExternalReplies(source: id, inbox: inbox.id)
      case .tags: nil
      }
    }
  }
}
