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
          suggested(one.suggestions, "no suggestion") {
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
        title: heading,
        columns: [.init("Name"), .init("Conversations", isFigure: true), .init("May be"), .init("Decide")],
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
