import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Markup
import Metrics
import Runtime
import Support
import Warehouse

// What this installation holds, how it looks, whom it writes to, and the file that says so.
extension WebApplication {
  func storePage() async throws -> HTTPResponse {
    let statistics = try await installation.ledger.statistics()
    let size = await installation.analyst.size
    let rules = try await installation.ledger.ruleVersions().first?.number ?? 0
    let bytes = await installation.analyst.bytes
    let standing = try await closureStanding(try await userMappings())
    // SQLite tells of the file as a whole only.
    let hasSizes = statistics.tables.contains { $0.bytes != nil }
    let rows = statistics.tables.map { table in
      RecordTable.Row(
        head: .init(Sentence(.code(table.name))),
        cells: [.init(Figures.count(table.rows))] + (hasSizes ? [.init(table.bytes.map(Figures.bytes) ?? "")] : []))
    }
    return .page(
      SettingsPage(
        frame: settingsFrame("Database"), tabs: settingsTabs(.setting(.storePage)),
        sections: [
          SettingsPage.Part(
            id: "store", heading: "The store", columns: 6,
            facts: FactList(facts: [
              FactList.Fact("Where", Sentence(.code(installation.settings.store.description))),
              FactList.Fact(
                "On disk", Sentence(.text(statistics.bytes.map(Figures.bytes) ?? "the store does not tell"))),
              FactList.Fact(
                "Rows", Sentence(.text(Figures.count(statistics.tables.reduce(0) { $0 + $1.rows })))),
            ])),
          SettingsPage.Part(
            id: "facts", heading: "Facts and columns", columns: 6,
            facts: FactList(facts: [
              FactList.Fact("Conversations in memory", Sentence(.text(Figures.count(size.conversations)))),
              FactList.Fact("Messages in memory", Sentence(.text(Figures.count(size.messages)))),
              FactList.Fact("Columns in memory", Sentence(.text(Figures.bytes(bytes)))),
              FactList.Fact("Packed facts", Sentence(.text(Figures.bytes(statistics.factBytes)))),
              FactList.Fact(
                "All facts derived anew", Sentence(.text(derivedAt(statistics)))),
              FactList.Fact(
                "Rules",
                Sentence(.link("version \(rules)", href: Route.setting(.definitionsPage).path))),
            ])),
          work(standing),
          SettingsPage.Part(
            id: "tables", heading: "Tables", aside: Sentence(.text(Figures.count(rows.count))), columns: 6,
            table: RecordTable(
              title: "Tables",
              columns: [.init("Table"), .init("Rows", isFigure: true)]
                + (hasSizes ? [.init("On disk", isFigure: true)] : []),
              rows: rows, nothing: "None.")),
        ]))
  }

  private func derivedAt(_ statistics: StoreStatistics) -> String {
    let last = statistics.derivedAt.map(words.moment) ?? "never"
    return installation.rederivation.map { "\(last); again now, \($0.percent) are made" } ?? last
  }

  /// What the board of closures told of its database.
  private func work(_ standing: ClosureStanding) -> SettingsPage.Part {
    SettingsPage.Part(
      id: "work", heading: "Closures and names", columns: 6,
      lead: "From the first day on, over all sources. Names are those that the sources use.",
      facts: FactList(facts: [
        FactList.Fact("Closures", Sentence(.text(Figures.count(standing.closures)))),
        FactList.Fact("Days with closures", Sentence(.text(Figures.count(standing.days)))),
        FactList.Fact("Syncs", Sentence(.text(Figures.count(standing.syncs)))),
        FactList.Fact("People with names", Sentence(.text(Figures.count(standing.people)))),
        FactList.Fact("Linked names", Sentence(.text(Figures.count(standing.linked)))),
        FactList.Fact(
          "Names of nobody",
          Sentence(.link(Figures.count(standing.unmapped), href: Route.setting(.peopleReviewPage).path))),
      ]))
  }

  func brandPage() async throws -> HTTPResponse {
    let workspace = installation.settings.workspace
    let rows = installation.settings.clients.filter { $0.brand.logo != nil || $0.brand.colour != nil }.map { client in
      RecordTable.Row(
        head: .init(Sentence(.name(client.name))),
        cells: [
          .init(Sentence(.code(client.brand.colour ?? "ours"))),
          .init(Sentence(.name(client.brand.logo.map(fileName) ?? "its name in words"))),
        ])
    }
    return .page(
      SettingsPage(
        frame: settingsFrame("Brand"), tabs: settingsTabs(.setting(.brandPage)),
        sections: [
          SettingsPage.Part(
            id: "workspace", heading: "The workspace", columns: 6,
            facts: FactList(facts: [
              FactList.Fact("Name", Sentence(.name(workspace.name))),
              FactList.Fact("Time zone", Sentence(.text(workspace.timeZone))),
              FactList.Fact("Weeks start", Sentence(.text(workspace.weekStarts.rawValue))),
              FactList.Fact("Currency", Sentence(.text(workspace.currency.code))),
            ])),
          SettingsPage.Part(
            id: "clients", heading: "Clients with a look of their own",
            aside: Sentence(.text(Figures.count(rows.count))),
            columns: 6, lead: "What is sent to a client carries its name, its logo and one colour.",
            table: RecordTable(
              title: "Clients with a look of their own",
              columns: [.init("Client"), .init("Colour"), .init("Logo")], rows: rows,
              nothing: "None yet: add brand to a client in the settings file.")),
        ]))
  }

  private func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  func mailPage() async throws -> HTTPResponse {
    let destinations = installation.settings.destinations
    return .page(
      SettingsPage(
        frame: settingsFrame("Mail"), tabs: settingsTabs(.setting(.mailPage)),
        lede:
          "Where reports are sent from. Passwords and keys are never shown; they stand in the settings file or in the environment.",
        sections: [smtp(destinations.smtp), campaigns(destinations.mailchimp), mandrill(destinations.mandrill)]))
  }

  private func smtp(_ mail: Settings.Destinations.Mail?) -> SettingsPage.Part {
    var part = destination(
      "smtp", "SMTP", mail != nil, "smtp: {url: \"smtp://127.0.0.1:1025\", from: \"Support <support@acme.example>\"}")
    guard let mail else { return part }
    part.facts = FactList(facts: [
      FactList.Fact("Server", Sentence(.code(mail.url))),
      FactList.Fact("User", Sentence(.name(mail.user ?? "none: the server must take mail from this address"))),
      FactList.Fact("Password", secret(mail.password, isNeeded: mail.user != nil)),
      FactList.Fact("From", Sentence(.name(mail.from))),
      FactList.Fact("Copy to", Sentence(.name(mail.copyTo.isEmpty ? "nobody" : mail.copyTo.joined(separator: ", ")))),
    ])
    return part
  }

  private func campaigns(_ campaigns: Settings.Destinations.Campaigns?) -> SettingsPage.Part {
    var part = destination(
      "mailchimp", "Mailchimp", campaigns != nil,
      "mailchimp: {api_key: \"env:MAILCHIMP_API_KEY\", audience: abc123, from_name: Acme, reply_to: support@acme.example}"
    )
    guard let campaigns else { return part }
    part.facts = FactList(facts: [
      FactList.Fact("Address", Sentence(.code(campaigns.account.baseURL))),
      FactList.Fact("Audience", Sentence(.name(campaigns.account.audience))),
      FactList.Fact("Key", secret(campaigns.account.apiKey, isNeeded: true)),
      FactList.Fact("From", Sentence(.name(campaigns.fromName))),
      FactList.Fact("Answers to", Sentence(.name(campaigns.replyTo))),
    ])
    return part
  }

  private func mandrill(_ mandrill: Settings.Destinations.Mandrill?) -> SettingsPage.Part {
    var part = destination("mandrill", "Mandrill", mandrill != nil, "mandrill: {key: \"env:MANDRILL_KEY\"}")
    guard let mandrill else { return part }
    part.facts = FactList(facts: [
      FactList.Fact("Address", Sentence(.code(mandrill.baseURL))),
      FactList.Fact("Key", secret(mandrill.key, isNeeded: true)),
    ])
    return part
  }

  private func secret(_ secret: Secret?, isNeeded: Bool) -> Sentence {
    if secret != nil { return Sentence(.status(Status(.good, "given"))) }
    return isNeeded ? Sentence(.status(Status(.bad, "missing"))) : "none needed"
  }

  private func destination(_ id: String, _ heading: String, _ isThere: Bool, _ line: String) -> SettingsPage.Part {
    SettingsPage.Part(
      id: id, heading: heading,
      aside: Sentence(.status(isThere ? Status(.good, "set up") : Status(.neutral, "not set up"))), columns: 4,
      lead: isThere ? Sentence() : "Under destinations in the settings file:", source: isThere ? nil : line)
  }

  func configurationPage() async throws -> HTTPResponse {
    .page(
      SettingsPage(
        frame: settingsFrame("Configuration file"), tabs: settingsTabs(.setting(.configurationPage)),
        notices: installation.settings.notes.map {
          Notice(tone: .warn, title: "Somebody may have meant something else", body: Sentence(.text($0)))
        },
        sections: [
          SettingsPage.Part(installation.checkSettings()),
          SettingsPage.Part(
            id: "file", heading: "The settings in force",
            lead:
              "The file, the environment and what was given at the start, as one file that can be read again. No secret is in it. What was connected on a page is in it too. What was decided on these pages stands in the store and goes with a backup.",
            source: installation.settings.text,
            ways: [.way("Download replyledger.yaml", href: Route.setting(.configurationFile).path)]),
        ]))
  }

  func configurationFile() -> HTTPResponse {
    var response = HTTPResponse.content(
      Array(installation.settings.text.utf8), type: "text/plain; charset=utf-8", status: .ok)
    response.headers["Content-Disposition"] = "attachment; filename=\"replyledger.yaml\""
    response.headers["Cache-Control"] = "no-store"
    return response
  }
}
