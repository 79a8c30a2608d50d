import CivilTime
import HTTPServer
import Markup
import Runtime
import Support
import Warehouse

extension WebApplication {
  func peoplePage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let people = try await installation.people()
    let rules = try await installation.rulesInForce()
    let shown = PeopleShown(rawValue: request.query.first("show") ?? "") ?? .everybody
    let words = words
    let rows = people.people.map { (person: $0, statuses: $0.statuses(people, rules.bots, words)) }
      .filter { shown.covers($0.person, $0.statuses) }
    var page = SettingsPage(
      frame: settingsFrame("People"), tabs: settingsTabs(.setting(.peoplePage)),
      parts: try await peopleParts(.peoplePage, people), notices: try await decided(request), sections: [])
    page.sections = [
      SettingsPage.Part(
        id: "people", heading: shown.heading, aside: Sentence(.text(Figures.count(rows.count))),
        table: RecordTable(
          title: "People with their names, teams and roles",
          columns: [
            .init("Person"), .init("Known as"), .init("Team"), .init("Counts as"), .init("Messages", isFigure: true),
            .init("Last seen", isFigure: true),
          ], rows: rows.map { row($0.person, $0.statuses) }, nothing: "Nobody yet."),
        ways: PeopleShown.allCases.filter { $0 != shown }.map { .link($0.heading, href: $0.href) }
          + (Asker.current.may(.decidePage)
            ? [.way("Add somebody…", href: Route.deciding(.person, back: request.here))] : [])),
      programs(rules, people, request),
    ]
    if !rules.excluded.isEmpty { page.sections.append(leftOut(rules, request)) }
    return .page(page)
  }

  private func row(_ person: People.Person, _ statuses: [Status]) -> RecordTable.Row {
    let contact = [person.email, person.username].compactMap { $0 }.joined(separator: " · ")
    let aliases = person.aliases.filter { $0.calling != person.name }
    let shown = aliases.prefix(4).map { alias in
      Sentence(.name(alias.calling), .text(alias.source.map { " at \($0)" } ?? " everywhere"))
    }
    let rest = aliases.count - shown.count
    return RecordTable.Row(
      head: .init(
        Sentence(.link(person.name, href: Route.setting(.personPage, argument: person.name).path)),
        notes: contact.isEmpty ? [] : [Sentence(.name(contact))]),
      cells: [
        .init(
          shown.first ?? "this name only",
          notes: shown.dropFirst() + (rest > 0 ? [Sentence(.text("and \(rest) more"))] : [])),
        .init(
          Sentence(.name(person.teams.first?.team ?? "no team")),
          notes: person.teams.prefix(1).map { Sentence(.text(words.span($0.from, $0.to))) }.filter { !$0.isBlank }
            + person.teams.dropFirst().map { Sentence(.name($0.team), .text(" \(words.span($0.from, $0.to))")) }),
        .init(
          Sentence(.status(statuses.first ?? Status(.good, "one of us"))),
          notes: statuses.dropFirst().map { Sentence(.status($0)) }),
        .init(Figures.count(person.messages)),
        .init(person.lastSeen.map { words.date(words.zone.day(of: $0)) } ?? "never"),
      ])
  }

  private func programs(_ rules: Rules, _ people: People, _ request: HTTPRequest) -> SettingsPage.Part {
    let listed = Set(installation.settings.rules.bots)
    let rows = rules.bots.sorted().map { name in
      RecordTable.Row(
        head: .init(Sentence(.name(name))),
        cells: [.init(listed.contains(name) ? "the settings file" : "a decision")])
    }
    return SettingsPage.Part(
      id: "programs", heading: "Programs", aside: Sentence(.text(Figures.count(rows.count))),
      columns: rules.excluded.isEmpty ? 12 : 6,
      lead: "What they write counts as automation and never as somebody's reply.",
      table: RecordTable(
        title: "Programs", columns: [.init("Name or id"), .init("Said by")], rows: rows,
        nothing: "None: everything that an agent wrote counts as a person's."),
      ways: Asker.current.may(.decidePage)
        ? [.way("Name a program…", href: Route.deciding(.role, other: "bot", back: request.here))] : [])
  }

  private func leftOut(_ rules: Rules, _ request: HTTPRequest) -> SettingsPage.Part {
    let listed = installation.rules.excluded
    let rows = rules.excluded.map { excluded in
      RecordTable.Row(
        head: .init(Sentence(.name(excluded.person))),
        cells: [
          .init(excluded.drop == .conversations ? "their conversations" : "their replies"),
          .init(words.span(excluded.from, excluded.to).isEmpty ? "always" : words.span(excluded.from, excluded.to)),
          .init(listed.contains(excluded) ? "the settings file" : "a decision"),
        ])
    }
    return SettingsPage.Part(
      id: "excluded", heading: "Left out", aside: Sentence(.text(Figures.count(rows.count))), columns: 6,
      lead: "Their work stays in the ledger, and every number says how much of it was left out.",
      table: RecordTable(
        title: "People who are left out", columns: [.init("Person"), .init("What"), .init("When"), .init("Said by")],
        rows: rows, nothing: ""))
  }

  func peopleParts(_ current: Place, _ people: People? = nil) async throws -> Tabs {
    let people = if let people { people } else { try await installation.people() }
    let all: [(String, Place)] = [
      ("People \(Figures.count(people.people.count))", .peoplePage),
      ("To review \(Figures.count(people.open.count))", .peopleReviewPage), ("Import a list", .peopleImportPage),
    ]
    return Tabs(
      label: "People",
      tabs: all.filter { Asker.current.may($0.1) }.map { title, place in
        Tabs.Tab(title: title, href: Route.setting(place).path, isCurrent: place == current)
      })
  }
}

extension Sentence {
  var isBlank: Bool { parts.allSatisfy { $0 == .text("") } }
}

/// Which people a list shows.
private enum PeopleShown: String, CaseIterable {
  case everybody = ""
  case programs
  case leftOut = "left-out"
  case shared, gone

  var heading: String {
    switch self {
    case .everybody: "Everybody"
    case .programs: "Programs among them"
    case .leftOut: "Left out"
    case .shared: "Shared accounts"
    case .gone: "Who left"
    }
  }

  var href: String { Route.setting(.peoplePage).href([("show", rawValue.isEmpty ? nil : rawValue)]) }

  func covers(_ person: People.Person, _ statuses: [Status]) -> Bool {
    func begins(_ word: String) -> Bool { statuses.contains { $0.text.hasPrefix(word) } }
    return switch self {
    case .everybody: true
    case .programs: begins("a program")
    case .leftOut: begins("left out")
    case .shared: begins("shared")
    case .gone: person.leftAt != nil
    }
  }
}
