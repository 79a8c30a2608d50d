import Accounts
import HTTPServer
import Markup
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// Takes a list of “Name - id” lines, and says of each what became of it.
  func peopleImportPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(try await importPage()) }
    let form = try await request.form()
    let (source, text) = (form.first("source") ?? "", form.first("list") ?? "")
    guard try await installation.knownSources().contains(where: { $0.id == source }) else {
      throw WebError.badRequest("source: “\(shown(source))” is none")
    }
    let actor = Asker.current.actor
    let report = try await installation.importPeople(
      text, source: source, takesPartial: try form.flag("accept_partial"), by: actor.name,
      waiting: installation.patience)
    try await accounts.audit(
      .identityDecided, by: actor, on: source, "list of \(report.linked.count + report.added.count)")
    return .page(try await importPage(report, text))
  }

  private func importPage(_ report: PeopleImport? = nil, _ text: String = "") async throws -> SettingsPage {
    let sources = try await installation.knownSources().map {
      FilterForm.Choice.Option(value: $0.id, title: $0.id)
    }
    let question = Question(
      id: "import", action: Route.setting(.peopleImportPage).path, changesSomething: true,
      asked: [
        .choice(
          ChoiceField(
            name: "source", title: "Whose ids these are", options: sources, chosen: report?.source ?? "", form: "import"
          )),
        .lines(
          name: "list", title: "One line a person: Name - id", value: report == nil ? "" : text,
          help: "Oscar Solis - 12345. Empty lines and those that begin with # say nothing."),
        .tick(
          FilterForm.Tick(
            name: "accept_partial", value: "true",
            title: "Also take a part of a name for somebody, where nobody else comes near", isOn: false)),
      ], button: "Link these people", isMain: true)
    var page = SettingsPage(
      frame: settingsFrame("Import a list of people"), tabs: settingsTabs(.setting(.peoplePage)),
      parts: try await peopleParts(.peopleImportPage),
      sections: [
        SettingsPage.Part(
          id: "list", heading: "The list", columns: report == nil ? 8 : 5,
          lead: "A name that is nobody's makes a new person; one that may be somebody waits for a decision.",
          question: question)
      ])
    if let report { page.sections.append(result(report)) }
    return page
  }

  private func result(_ report: PeopleImport) -> SettingsPage.Part {
    func row(_ number: Int, _ what: Sentence, _ status: Status, _ note: String = "") -> (Int, RecordTable.Row) {
      (
        number,
        RecordTable.Row(
          head: .init(what),
          cells: [
            .init(Sentence(.status(status)), notes: note.isEmpty ? [] : [Sentence(.name(note))]), .init("\(number)"),
          ])
      )
    }
    let back = Route.setting(.peopleImportPage).path
    var rows = report.linked.map {
      row($0.number, Sentence(.name("\($0.name) - \($0.vendorID)")), Status(.good, "is \($0.person)"), $0.match.words)
    }
    rows += report.added.map {
      row($0.number, Sentence(.name("\($0.name) - \($0.vendorID)")), Status(.good, "new in the list"))
    }
    rows += report.open.map { open in
      let calling = Calling(open.name, id: open.vendorID, in: report.source)
      return row(
        open.number,
        Sentence(
          .name("\(open.name) - \(open.vendorID)"), .text(" "),
          .link(
            "Decide…", href: Route.deciding(.alias, open.suggestions.first?.person, of: calling, back: back))),
        Status(.warn, "waits for a decision"),
        open.suggestions.map { "\($0.person): \($0.words)" }.joined(separator: "; "))
    }
    rows += report.problems.map { row($0.number, Sentence(.text("set aside")), Status(.bad, $0.what)) }
    let counts = [
      "\(report.linked.count) linked", "\(report.added.count) new", "\(report.known) known before",
      "\(report.open.count) to decide", "\(report.problems.count) set aside",
    ]
    return SettingsPage.Part(
      id: "result", heading: "What became of it", aside: Sentence(.text(counts.joined(separator: ", "))), columns: 7,
      table: RecordTable(
        title: "Lines of the list", columns: [.init("Line"), .init("Result"), .init("Number", isFigure: true)],
        rows: rows.sorted { $0.0 < $1.0 }.map(\.1), nothing: "Every line was known before."))
  }
}
