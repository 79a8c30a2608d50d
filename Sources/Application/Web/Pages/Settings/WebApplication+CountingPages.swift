import CivilTime
import HTTPServer
import Markup
import Metrics
import Runtime
import Support
import Warehouse

// Calendars and rules, as they count now.
extension WebApplication {
  func calendarsPage() async throws -> HTTPResponse {
    let settings = installation.settings
    var sections = settings.calendars.map(part)
    let rules = settings.calendarRules.map { rule in
      let places: [(String, String?)] = [
        ("source", rule.source), ("inbox", rule.inbox), ("team", rule.team), ("client", rule.client),
        ("priority", rule.priority),
      ]
      let given = places.compactMap { place in place.1.map { "\(place.0) \($0)" } }
      return RecordTable.Row(
        head: .init(
          Sentence(.name(given.isEmpty ? settings.calendarRules.rest : given.joined(separator: ", ")))),
        cells: [.init(Sentence(.link(rule.calendar, href: "#calendar-\(calendarID(rule.calendar))")))])
    }
    sections.insert(
      SettingsPage.Part(
        id: "rules", heading: "Which calendar counts",
        lead:
          "The first line that matches counts, at each moment anew: a conversation that moves takes the hours of where it moves to. Where no line matches there are no business figures.",
        table: RecordTable(
          title: "Rules that choose a calendar", columns: [.init("For"), .init("Calendar")], rows: rules,
          nothing: "No line, so there are no business figures."),
        ways: changing([
          ("Change these lines…", Route.setting(.calendarForm).href([("show", "rules")])),
          ("Add a calendar…", Route.setting(.calendarForm).path),
        ])), at: 0)
    return .page(
      SettingsPage(
        frame: settingsFrame("Calendars"), tabs: settingsTabs(.setting(.calendarsPage)),
        lede: settings.calendars.isEmpty
          ? "There is no calendar, so no figure can be told in business time."
          : Sentence(
            parts: [
              .text(Figures.count(settings.calendars.count, "calendar says", "calendars say")),
              .text(" when somebody is there. "),
            ] + (setOnPage(.calendars, .calendarRules)?.parts ?? [.text("The settings file says so.")])),
        sections: sections))
  }

  /// Ways to change what a page shows, for whoever may.
  private func changing(_ ways: [(title: String, href: String)]) -> [Sentence.Part] {
    Asker.current.may(.rulesAdopt) ? ways.map { .way($0.title, href: $0.href) } : []
  }

  private func calendarID(_ name: String) -> Int {
    installation.settings.calendars.firstIndex { $0.name == name } ?? 0
  }

  private func part(_ calendar: Settings.Calendar) -> SettingsPage.Part {
    let days = calendar.exceptions.sorted { $0.day < $1.day }.map { exception in
      RecordTable.Row(
        head: .init(
          Sentence(.text(words.day(exception.day))),
          notes: [Sentence(.name(exception.name ?? ""))].filter { !$0.isBlank }),
        cells: [
          exception.windows.isEmpty
            ? .init(
              Sentence(.status(Status(.neutral, "closed"))),
              notes: exception.endsTheNightBefore ? ["from midnight on, the night before too"] : [])
            : hours(exception.windows)
        ])
    }
    let validity = [
      calendar.from.map { "from \(words.date($0))" }, calendar.to.map { "until \(words.date($0 + -1))" },
    ].compactMap { $0 }.joined(separator: " ")
    return SettingsPage.Part(
      id: "calendar-\(calendarID(calendar.name))", heading: calendar.name,
      aside: Sentence(.text("\(calendar.timeZone) · \(validity.isEmpty ? "always" : validity)")), columns: 6,
      chart: SettingsPage.Week(calendar),
      table: days.isEmpty
        ? nil
        : RecordTable(
          title: "Days that differ", columns: [.init("Day that differs"), .init("Hours")], rows: days, nothing: ""),
      ways: changing([("Change it…", Route.setting(.calendarForm).href([("name", calendar.name)]))]))
  }

  private func hours(_ windows: [Settings.Window]) -> RecordTable.Cell {
    guard !windows.isEmpty else { return .init(Sentence(.status(Status(.neutral, "closed")))) }
    let spans = windows.map(\.description).joined(separator: ", ")
    let hasNight = windows.contains(where: \.crossesMidnight)
    return .init(Sentence(.text(spans)), notes: hasNight ? ["until the next morning"] : [])
  }

  func rulesPage() async throws -> HTTPResponse {
    let rules = installation.settings.rules
    let inForce = try await installation.rulesInForce()
    let touched = try await installation.analyst.ruleTouches()
    let test = testTraffic(rules.test)
    return .page(
      SettingsPage(
        frame: settingsFrame("Rules"), tabs: settingsTabs(.setting(.rulesPage)),
        lede: Sentence(
          parts: [.text("What is left out, and what counts as whose work. ")]
            + (setOnPage(.rules)?.parts
              ?? [
                .text("The rules stand in the settings file; programs and people may also be decided on their pages.")
              ])
            + changing([("Change the rules…", Route.setting(.rulesForm).path)]).flatMap { [.text(" "), $0] }),
        sections: [
          words(
            "auto", "Automatic replies",
            "A message of ours that holds one of these was written by nobody. Machines answered in \(conversations(touched.automatic)), whatever gave them away: which line did is not kept.",
            rules.autoReplies.map { ($0, nil) }),
          words(
            "bots", "Programs", "Their messages count as automation.",
            inForce.bots.sorted().map { ($0, touched.programs.count(of: $0)) }, .peoplePage),
          words(
            "test", "Test traffic",
            test.isEmpty
              ? "Conversations of these would count nowhere."
              : "Conversations of these count nowhere. Together they leave out \(conversations(touched.test)): which line did is not kept.",
            test.map { ($0, nil) }),
          words(
            "excluded", "People who are left out", "Their replies, or all their conversations, count nowhere.",
            inForce.excluded.map { excluded in
              let isHeld = excluded.drop == .conversations
              let rule = [
                excluded.person, isHeld ? "conversations" : "replies", words.span(excluded.from, excluded.to),
              ]
              let count = (isHeld ? touched.held : touched.replies).count(of: excluded.person)
              return (rule.filter { !$0.isEmpty }.joined(separator: ", "), count)
            }, .peoplePage),
          profiles(), promises(rules), weights(rules),
        ]))
  }

  private func testTraffic(_ test: Settings.TestTraffic) -> [String] {
    test.domains.map { "domain \($0)" } + test.tags.map { "tag \($0)" } + test.requesters.map { "requester \($0)" }
  }

  private func conversations(_ count: Int) -> String { Figures.count(count, "conversation", "conversations") }

  /// - Parameter rules: each with how many conversations it touched, where that is known rule by rule.
  private func words(
    _ id: String, _ heading: String, _ about: String, _ rules: [(rule: String, touched: Int?)], _ place: Place? = nil
  ) -> SettingsPage.Part {
    let isCounted = place != nil && !rules.isEmpty
    return SettingsPage.Part(
      id: id, heading: heading, aside: Sentence(.text(Figures.count(rules.count))), columns: 6,
      lead: Sentence(.text(about)),
      table: RecordTable(
        title: heading, columns: [.init("Rule")] + (isCounted ? [.init("Conversations touched", isFigure: true)] : []),
        rows: rules.map { rule in
          RecordTable.Row(
            head: .init(Sentence(.name(rule.rule))),
            cells: isCounted ? [.init(rule.touched.map { Figures.count($0) } ?? "none under this name")] : [])
        }, nothing: "None."),
      ways: place.map { [.way("Open", href: Route.setting($0).path)] } ?? [])
  }

  /// How inboxes of a forum's mail are read.
  private func profiles() -> SettingsPage.Part {
    let rows = installation.settings.sources.flatMap { source -> [RecordTable.Row] in
      guard case .helpscout(let desk) = source.connection else { return [] }
      return desk.inboxes.map { inbox in
        RecordTable.Row(
          head: .init(Sentence(.name("\(source.id), inbox \(inbox.id)"))),
          cells: [
            .init(Sentence(.code(inbox.profile.rawValue)), notes: [Sentence(.text(inbox.profile.about(inbox.tag)))])
          ])
      }
    }
    return SettingsPage.Part(
      id: "profiles", heading: "Profiles of inboxes", columns: 6,
      lead: "How answers that our people wrote elsewhere are found. They are counted as replies, whatever found them.",
      table: RecordTable(
        title: "Profiles of inboxes", columns: [.init("Inbox"), .init("Profile")], rows: rows,
        nothing: "None: every inbox is read by its tags."))
  }

  private func promises(_ rules: Settings.Rules) -> SettingsPage.Part {
    let rows = rules.sla.map { target in
      let places: [(String, String?)] = [
        ("source", target.source), ("inbox", target.inbox), ("client", target.client), ("priority", target.priority),
      ]
      let given = places.compactMap { place in place.1.map { "\(place.0) \($0)" } }
      let promised: [(String, Duration?)] = [
        ("first reply", target.firstReply), ("next reply", target.nextReply), ("resolution", target.resolution),
      ]
      let clock =
        switch target.clock {
        case .calendarTime: "every hour counts"
        case .business(let calendar): "hours of \(calendar)"
        }
      return RecordTable.Row(
        head: .init(Sentence(.name(given.isEmpty ? rules.sla.rest : given.joined(separator: ", ")))),
        cells: [
          .init(
            promised.compactMap { promise in
              promise.1.map { "\(promise.0) \(Figures.duration(seconds: Int($0.components.seconds)))" }
            }.joined(separator: ", ")),
          .init(
            Sentence(.text(clock)),
            notes: (target.pausesWhileWaiting ? ["pauses while the customer is waited for"] : [])
              + (target.restartsOnReopen ? ["begins anew when it comes back"] : [])),
        ])
    }
    return SettingsPage.Part(
      id: "promises", heading: "Promises", aside: Sentence(.link("SLA and backlog", href: Route.promises.path)),
      columns: 6,
      lead:
        "The first that matches a conversation counts, at each moment anew: it may pass from one to another, so none has a count of its own.",
      table: RecordTable(
        title: "Promises", columns: [.init("For"), .init("Promised"), .init("Clock")], rows: rows,
        nothing: "Nothing was promised."))
  }

  private func weights(_ rules: Settings.Rules) -> SettingsPage.Part {
    func weight(_ weight: Settings.ExactDecimal) -> Sentence {
      Sentence(.text(Figures.decimal(Double(weight.millionths) / 1_000_000)))
    }
    return SettingsPage.Part(
      id: "weights", heading: "Weights and silence", columns: 6,
      facts: FactList(facts: [
        FactList.Fact("A reply", weight(rules.workUnits.reply)), FactList.Fact("A note", weight(rules.workUnits.note)),
        FactList.Fact("A logged minute", weight(rules.workUnits.timeMinute)),
        FactList.Fact("A turn in a chat", weight(rules.workUnits.chatTurn)),
        FactList.Fact(
          "Several products",
          rules.productsShare == .equal ? "share a conversation equally" : "the first takes it whole"),
        FactList.Fact(
          "Silence that ends an episode",
          Sentence(.text(Figures.duration(seconds: Int(rules.inactivityGap.components.seconds))))),
        FactList.Fact(
          "Only thanks after solving", rules.ignoresThanks ? "reopens nothing" : "reopens where the source says so"),
      ]))
  }
}

extension Settings.HelpScout.Profile {
  fileprivate func about(_ tag: String?) -> String {
    switch self {
    case .wporg: "replies on the forum" + (tag.map { ", in conversations with the tag \($0)" } ?? "")
    case .tags: "products by tags alone"
    case .replies: "any conversation may hold an answer of ours"
    }
  }
}

extension Array {
  /// What a line of a list of rules is for that names nothing.
  fileprivate var rest: String { count > 1 ? "everything else" : "everything" }
}

extension [String: Int] {
  /// Whatever the case of its letters; nothing where nobody of this name was met: the rule may have a vendor's id.
  fileprivate func count(of name: String) -> Int? {
    let wanted = name.lowercased()
    let found = filter { $0.key.lowercased() == wanted }
    return found.isEmpty ? nil : found.values.reduce(0, +)
  }
}
