import HTTPServer
import JSONReader
import Markup
import Runtime
import Support

extension WebApplication {
  /// What waits for a decision, and the way to everything that can be set. Whoever may see none of that has an account.
  func settings(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard Asker.current.may(.peoplePage) else { return .redirect(to: Route.ownAccount.path) }
    let toDo = try await installation.toDo()
    var sections = ToDoGroup.allCases.map { part($0, toDo, back: request.here) }
    sections += SettingsArea.allCases.compactMap(part)
    let count = toDo.items.count
    return .page(
      SettingsPage(
        frame: settingsFrame("Settings"), tabs: SettingsTabs(tabs: [], current: ""),
        notices: try await decided(request),
        lede: count == 0
          ? "Nothing waits for a decision: every name, tag and client is known."
          : Sentence(
            .strong(Figures.count(count, "thing waits", "things wait")), .text(" for a decision: "),
            .text(summary(toDo)), .text(".")),
        sections: sections))
  }

  private func summary(_ toDo: ToDo) -> String {
    ToDoGroup.allCases.filter { !$0.items(toDo).isEmpty }.map { group in
      Figures.count(group.items(toDo).count, group.one, group.many)
    }.joined(separator: ", ")
  }

  private func part(_ group: ToDoGroup, _ toDo: ToDo, back: String) -> SettingsPage.Part {
    let items = group.items(toDo)
    let mayDecide = Asker.current.may(.decidePage)
    let rows = items.prefix(5).map { item in
      var suggestion: [Sentence.Part] = [.text("no suggestion")]
      if let best = item.suggestions.first {
        suggestion = [.name(best.person), .text(" \(best.words)")]
        if mayDecide { suggestion += [.text(" "), .link("See the effect…", href: item.deciding(best, back: back))] }
      }
      return RecordTable.Row(
        head: .init(
          Sentence(.name(item.name)), notes: item.source.map { [Sentence(.name($0))] } ?? []),
        cells: [.init(item.rows > 0 ? Figures.count(item.rows) : "none"), .init(Sentence(parts: suggestion))])
    }
    return SettingsPage.Part(
      id: group.rawValue, heading: group.heading,
      aside: Sentence(.status(items.isEmpty ? Status(.good, "all known") : Status(.warn, Figures.count(items.count)))),
      columns: 4, lead: group.about,
      table: RecordTable(
        title: group.heading, columns: [.init("Name"), .init(group.rows, isFigure: true), .init("May be")], rows: rows,
        nothing: "Nothing to decide."),
      ways: [
        .way(
          items.count > 5 ? "All \(Figures.count(items.count))" : "Open", href: Route.setting(group.place).path)
      ])
  }

  private func part(_ area: SettingsArea) -> SettingsPage.Part? {
    let pages = area.pages.filter { Asker.current.may($0.route.place) }
    guard !pages.isEmpty else { return nil }
    return SettingsPage.Part(
      id: "area-\(area)", heading: area.title, columns: 6,
      links: pages.map { PageLink(title: $0.title, href: $0.route.path, about: $0.about) })
  }

  /// The same for programs.
  func toDoList() async throws -> HTTPResponse {
    let toDo = try await installation.toDo()
    return .object { json in
      for kind in ToDo.Kind.allCases { json.member(kind.rawValue, toDo.of(kind).count) }
      json.member("to_do") { json in json.array { json in for item in toDo.items { item.write(to: &json) } } }
    }
  }
}

/// As the overview puts them together.
private enum ToDoGroup: String, CaseIterable {
  case people, tags, clients

  var one: String {
    switch self {
    case .people: "name"
    case .tags: "tag"
    case .clients: "client"
    }
  }

  var many: String { one + "s" }

  var heading: String {
    switch self {
    case .people: "Names that are nobody's"
    case .tags: "Tags of no product"
    case .clients: "Clients to be told"
    }
  }

  var about: Sentence {
    switch self {
    case .people: "They count under the name itself, beside our people."
    case .tags: "Their conversations are Unmapped, in a line of its own."
    case .clients: "Domains that nobody owns, and companies that are like a client of ours."
    }
  }

  var rows: String { self == .people ? "Messages" : "Conversations" }

  var place: Place {
    switch self {
    case .people: .peopleReviewPage
    case .tags: .productsPage
    case .clients: .clientsPage
    }
  }

  func items(_ toDo: ToDo) -> [ToDo.Item] {
    switch self {
    case .people: toDo.of(.people)
    case .tags: toDo.of(.tags)
    case .clients: toDo.of(.domains) + toDo.of(.companies) + toDo.of(.contacts)
    }
  }
}

extension ToDo.Item {
  /// Where a suggestion is taken, with its effect before.
  func deciding(_ suggestion: Suggestion, back: String) -> String {
    let calling = Calling(name, id: id, in: source ?? "")
    return switch kind {
    case .people: Route.deciding(.alias, suggestion.person, of: calling, back: back)
    case .tags: Route.deciding(.tag, suggestion.person, of: calling, back: back)
    case .domains: Route.deciding(.domain, suggestion.person, of: calling, back: back)
    case .companies: Route.deciding(.company, suggestion.person, of: calling, back: back)
    case .contacts: Route.deciding(.contact, name, other: suggestion.person, back: back)
    }
  }
}
