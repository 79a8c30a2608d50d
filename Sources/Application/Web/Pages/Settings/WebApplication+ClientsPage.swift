import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Markup
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func clientsPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let survey = try await installation.clientSurvey()
    let back = request.here
    var sections: [SettingsPage.Part] = []
    if !survey.companies.isEmpty { sections.append(companies(survey, back)) }
    sections += [domains(survey, back), clients(survey, back)]
    if !survey.passedOver.isEmpty {
      sections.append(passedOver(survey.passedOver, "Domains and companies that are nobody's", back))
    }
    return .page(
      SettingsPage(
        frame: settingsFrame("Clients"), tabs: settingsTabs(.setting(.clientsPage)), parts: clientParts(.clientsPage),
        notices: try await decided(request), lede: lede(survey), sections: sections))
  }

  func clientParts(_ current: Place) -> Tabs {
    let all: [(String, Place)] = [("Clients", .clientsPage), ("Contacts", .contactsPage)]
    return Tabs(
      label: "Clients",
      tabs: all.map { Tabs.Tab(title: $0.0, href: Route.setting($0.1).path, isCurrent: $0.1 == current) })
  }

  private func lede(_ survey: ClientSurvey) -> Sentence {
    guard survey.conversations > 0 else { return "No conversation of the last twelve months yet." }
    let query = survey.query.narrowed(to: .client, ClientRules.none)
    return Sentence(
      .figure(Figures.count(survey.unowned), href: Route.rows(behind: query)),
      .text(" of \(Figures.count(survey.conversations, "conversation", "conversations")) of the last twelve months "),
      .text("are no client's: \(Figures.count(survey.freeMail)) came from free mail, of "),
      .text("\(Figures.count(survey.nameless)) the customer's address is not known."))
  }

  private func companies(_ survey: ClientSurvey, _ back: String) -> SettingsPage.Part {
    openPart(
      "companies", "Companies under their own name",
      "Companies and departments of the help desks that no client of ours is called like. They count under their own name until somebody says whose they are.",
      survey.companies, .company, back)
  }

  private func domains(_ survey: ClientSurvey, _ back: String) -> SettingsPage.Part {
    openPart(
      "domains", "Domains that nobody owns",
      "Mail domains of customers who are no client's, the busiest first. Free mail is never anybody's.",
      survey.domains, .domain, back)
  }

  private func openPart(
    _ id: String, _ heading: String, _ lead: String, _ open: [ClientSurvey.Open], _ kind: IdentityDecision.Kind,
    _ back: String
  ) -> SettingsPage.Part {
    let mayDecide = Asker.current.may(.decidePage)
    let rows = open.prefix(WebApplication.longestTable).map { one in
      let calling = Calling(one.name, id: one.id, in: one.source ?? "")
      return RecordTable.Row(
        head: .init(Sentence(.name(one.name)), notes: one.source.map { [Sentence(.name($0))] } ?? []),
        cells: [
          .init(
            Sentence(.text(Figures.count(one.conversations))),
            notes: [Sentence(.text("last \(words.date(words.zone.day(of: one.last)))"))]),
          suggested(one.suggestions, "no client is like it") {
            Route.deciding(kind, $0.person, of: calling, back: back)
          },
          mayDecide
            ? ways([
              ("A client…", Route.deciding(kind, of: calling, back: back)),
              ("Pass over…", Route.deciding(.passOver, kind.rawValue, of: calling, back: back)),
            ]) : .init("a manager decides"),
        ])
    }
    return SettingsPage.Part(
      id: id, heading: heading, aside: Sentence(.text(Figures.count(open.count))), lead: Sentence(.text(lead)),
      table: RecordTable(
        title: heading, columns: [.init("Name"), .init("Conversations", isFigure: true), .init("May be"), .init("Or")],
        rows: Array(rows), nothing: "Nothing to decide."))
  }

  private func clients(_ survey: ClientSurvey, _ back: String) -> SettingsPage.Part {
    let rows = survey.clients.prefix(WebApplication.longestTable).map { client in
      let decided = client.decided.map { decision in
        undoable(
          decision, Sentence(.name(decision.calling ?? decision.vendorID ?? ""), .text(words.validity(decision))), back)
      }
      let companies = client.companies.filter { $0 != client.name }.joined(separator: ", ")
      return RecordTable.Row(
        head: .init(
          Sentence(.name(client.name)),
          notes: [
            Sentence(.text(client.isInSettings ? "in the settings file" : "a company of a help desk, or decided"))
          ]),
        cells: [
          .init(Sentence(.name(companies.isEmpty ? "its own name" : companies))),
          .init(
            Sentence(.name(client.domains.isEmpty ? "none" : client.domains.joined(separator: ", "))), notes: decided),
          .init(
            Sentence(
              .figure(
                Figures.count(client.conversations),
                href: Route.rows(behind: survey.query.narrowed(to: .client, client.name))))),
        ])
    }
    return SettingsPage.Part(
      id: "clients", heading: "Clients", aside: Sentence(.text(Figures.count(survey.clients.count))),
      lead:
        "A conversation belongs to the company that its help desk names, else to a known contact's company, else to whoever owns the customer's mail domain.",
      table: RecordTable(
        title: "Clients with their companies and domains",
        columns: [
          .init("Client"), .init("Called at the sources"), .init("Domains"), .init("Conversations", isFigure: true),
        ], rows: Array(rows), nothing: "No client yet."))
  }

  func clientsUnmapped() async throws -> HTTPResponse {
    var json = JSONWriter()
    try await installation.clientSurvey().write(to: &json)
    return .described(json.bytes)
  }
}

// Who stands for each client in the audience that reports go to.
extension WebApplication {
  func contactsPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let links = try await installation.clientLinks()
    let log = try await installation.ledger.unlinkedClients()
    let back = request.here
    var sections = [contacts(links, back)]
    sections.append(unmatched(log))
    let counts = ClientLink.State.allCases.map { state in
      "\(Figures.count(links.count { $0.state == state })) \(state.words)"
    }
    return .page(
      SettingsPage(
        frame: settingsFrame("Contacts of clients"), tabs: settingsTabs(.setting(.clientsPage)),
        parts: clientParts(.contactsPage), notices: try await decided(request) + audience,
        lede: Sentence(.text(counts.joined(separator: ", ") + ".")), sections: sections))
  }

  func linkContacts() async throws -> HTTPResponse {
    let links = try await installation.linkClients()
    let open = links.count { $0.state != .linked }
    try await accounts.audit(
      .identityDecided, by: Asker.current.actor, on: "clients", "links worked out, \(open) without a contact")
    return .redirect(to: Route.setting(.contactsPage).path)
  }

  private var audience: [Notice] {
    guard installation.settings.contacts.isEmpty else { return [] }
    return [
      Notice(
        tone: .neutral, title: "No audience is connected",
        body: Sentence(
          .text("List one under "), .code("contacts"),
          .text(" in the settings file; its people are then matched by name, by mail domain, and by likeness.")))
    ]
  }

  private func contacts(_ links: [ClientLink], _ back: String) -> SettingsPage.Part {
    let mayDecide = Asker.current.may(.decidePage)
    let rows = links.prefix(WebApplication.longestTable).map { link in
      var contact: [Sentence.Part] = [.text(link.toAdd.map { "add \($0) to the audience" } ?? "nobody")]
      var notes: [Sentence] = []
      if let found = link.contact {
        contact = [.name(found.name)]
        notes = [Sentence(.name(found.email))]
        if mayDecide {
          notes.append(
            Sentence(
              .link("It is not…", href: Route.deciding(.notContact, link.client, other: found.email, back: back))))
        }
      }
      return RecordTable.Row(
        head: .init(Sentence(.name(link.client))),
        cells: [
          .init(Sentence(.status(link.state.status)), notes: [Sentence(.name(link.why))]),
          .init(Sentence(parts: contact), notes: notes),
          link.state == .linked
            ? .init(Sentence(.text(link.match?.words ?? "")))
            : suggested(link.suggestions, "nobody is like it") {
              Route.deciding(.contact, link.client, other: $0.person, back: back)
            },
          mayDecide
            ? ways([("Somebody else…", Route.deciding(.contact, link.client, back: back))])
            : .init("a manager decides"),
        ])
    }
    return SettingsPage.Part(
      id: "contacts", heading: "Who stands for each client", aside: Sentence(.text(Figures.count(links.count))),
      lead:
        "First by the name of the prime user, then of the head, then by mail domain; what is only like a name waits for somebody to confirm it.",
      table: RecordTable(
        title: "Clients and their contacts",
        columns: [.init("Client"), .init("State"), .init("Contact"), .init("How, or may be"), .init("Or")],
        rows: Array(rows), nothing: "No client yet."))
  }

  private func unmatched(_ log: [UnlinkedClient]) -> SettingsPage.Part {
    let rows = log.map { client in
      RecordTable.Row(
        head: .init(Sentence(.name(client.client))),
        cells: [
          .init(Sentence(.status(client.state.status)), notes: [Sentence(.name(client.why))]),
          .init(words.moment(client.firstSeen)), .init(words.moment(client.lastSeen)),
        ])
    }
    return SettingsPage.Part(
      id: "unmatched", heading: "Log of the unmatched", aside: Sentence(.text(Figures.count(rows.count))),
      lead: "Written whenever links are worked out; whoever is linked since is struck out.",
      table: RecordTable(
        title: "Clients without a contact",
        columns: [.init("Client"), .init("State"), .init("Since"), .init("Last worked out")], rows: rows,
        nothing: "Nothing was written down yet, or every client is linked."),
      question: Asker.current.may(.decidePage)
        ? Question(
          id: "link", action: Route.setting(.contactsLink).path, changesSomething: true, asked: [],
          button: "Work the links out and write down who has none") : nil)
  }
}

extension ClientLink.State {
  fileprivate var words: String {
    switch self {
    case .linked: "linked"
    case .contactToAdd: "to add to the audience"
    case .noContact: "without a contact"
    }
  }

  fileprivate var status: Status {
    switch self {
    case .linked: Status(.good, "linked")
    case .contactToAdd: Status(.warn, "contact to add")
    case .noContact: Status(.bad, "no contact")
    }
  }
}
