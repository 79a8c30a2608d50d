import HTTPServer
import Markup
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// Everything that is known of one person, and what may be decided about them.
  func personPage(_ name: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let people = try await installation.people()
    guard let person = people.people.first(where: { $0.name == name }) else {
      throw WebError.notFound("nobody in the list is called “\(shown(name))”")
    }
    let rules = try await installation.rulesInForce()
    let book = try await installation.ledger.identityBook()
    let about = book.decisions.filter { $0.subject == name || $0.other == name }
    var page = SettingsPage(
      frame: settingsFrame(name), tabs: settingsTabs(.setting(.peoplePage)),
      parts: try await peopleParts(.personPage, people), notices: try await decided(request),
      sections: [
        facts(person, person.statuses(people, rules.bots, words)), aliases(person, request), teams(person, request),
      ])
    if !about.isEmpty {
      page.sections.append(
        SettingsPage.Part(
          id: "decisions", heading: "Decided about them",
          table: decisionTable(about.reversed(), book, back: request.here)))
    }
    return .page(page)
  }

  private func facts(_ person: People.Person, _ statuses: [Status]) -> SettingsPage.Part {
    var facts = [
      FactList.Fact("Name", Sentence(.name(person.name))),
      FactList.Fact("Mail", Sentence(.name(person.email ?? "not known"))),
      FactList.Fact("User name", Sentence(.name(person.username ?? "not known"))),
      FactList.Fact(
        "Listed by",
        person.isInSettings
          ? Sentence(.text("the settings file, "), .code("people")) : "a decision, which can be undone below"),
      FactList.Fact("Messages", Sentence(.text(Figures.count(person.messages)))),
      FactList.Fact("Last seen", Sentence(.text(person.lastSeen.map(words.moment) ?? "never"))),
    ]
    facts += statuses.map { FactList.Fact("Is", Sentence(.status($0))) }
    let back = Route.setting(.personPage, argument: person.name).path
    let figures = Route.oneNumber(id: Metric.humanReplies.id).href([("person", person.name)])
    return SettingsPage.Part(
      id: "who", heading: "Who", columns: 5, facts: FactList(facts: facts),
      ways: [.way("Replies", href: figures)]
        + (Asker.current.may(.decidePage)
          ? [
            .way("Give a role…", href: Route.deciding(.role, person.name, back: back)),
            .way("Merge…", href: Route.deciding(.merge, person.name, back: back)),
            .way("Left…", href: Route.deciding(.left, person.name, back: back)),
          ] : []))
  }

  private func aliases(_ person: People.Person, _ request: HTTPRequest) -> SettingsPage.Part {
    let rows = person.aliases.map { alias in
      RecordTable.Row(
        head: .init(
          Sentence(.name(alias.calling)), notes: [Sentence(.text(alias.source.map { "at \($0)" } ?? "everywhere"))]),
        cells: [
          .init(
            Sentence(.text(alias.match.words)),
            notes: alias.confidence.map { [Sentence(.text(Figures.share($0)))] } ?? []),
          .init(words.span(alias.from, alias.to).isEmpty ? "always" : words.span(alias.from, alias.to)),
          .init(
            Sentence(.name(alias.by)),
            notes: alias.decision.map { number in
              Asker.current.may(.decidePage)
                ? [Sentence(.link("Undo…", href: Route.undoing(number, back: request.here)))] : []
            } ?? []),
        ])
    }
    return SettingsPage.Part(
      id: "aliases", heading: "Known as", aside: Sentence(.text(Figures.count(rows.count))), columns: 7,
      table: RecordTable(
        title: "Names and ids at the sources",
        columns: [.init("Name or id"), .init("How"), .init("When"), .init("Said by")], rows: rows,
        nothing: "No source calls them otherwise."),
      ways: Asker.current.may(.decidePage)
        ? [.way("Add a name…", href: Route.deciding(.alias, person.name, back: request.here))] : [])
  }

  private func teams(_ person: People.Person, _ request: HTTPRequest) -> SettingsPage.Part {
    let rows = person.teams.map { team in
      RecordTable.Row(
        head: .init(Sentence(.name(team.team))),
        cells: [.init(words.span(team.from, team.to).isEmpty ? "always" : words.span(team.from, team.to))])
    }
    return SettingsPage.Part(
      id: "teams", heading: "Teams",
      lead: "Work counts for the team somebody was in at that moment. Of several that overlap the first counts.",
      table: RecordTable(
        title: "Teams with their dates", columns: [.init("Team"), .init("When")], rows: rows, nothing: "In no team."),
      ways: Asker.current.may(.decidePage)
        ? [.way("Put in a team…", href: Route.deciding(.team, person.name, back: request.here))] : [])
  }
}
