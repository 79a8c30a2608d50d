import Accounts
import HTTPServer
import Markup
import Runtime
import Support
import Warehouse

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
            : suggested(link.suggestions, "no suggestion") {
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
        columns: [.init("Client"), .init("State"), .init("Contact"), .init("How, or may be"), .init("Decide")],
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
