import CivilTime
import HTTPServer
import JSONReader
import Markup
import Metrics
import Runtime
import Support
import Warehouse

// Versions of rules, what a changed one would move, and what moved.
extension WebApplication {
  func definitionsPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let month = request.query.first("month").flatMap { LocalDay(iso8601: $0 + "-01") }.map {
      String($0.iso8601.prefix(7))
    }
    let versions = try await installation.ledger.ruleVersions()
    let restatements = try await installation.ledger.restatements(of: month, limit: WebApplication.longestTable)
    return .page(
      SettingsPage(
        frame: settingsFrame("Definitions"), tabs: settingsTabs(.setting(.definitionsPage)),
        notices: setJustNow(request),
        lede: Sentence(
          .text("Figures are made under "), .strong("rules \(versions.first?.number ?? 0)"),
          .text(". Every earlier version can still be asked, and whatever moved in a month that was over is below.")),
        sections: [ruleVersions(versions), preview(request)] + setOnPages() + [
          restated(restatements, month), catalogueOfNumbers(),
        ]))
  }

  private func ruleVersions(_ versions: [RuleVersion]) -> SettingsPage.Part {
    let rows = versions.enumerated().map { place, version in
      let before = place + 1 < versions.count ? versions[place + 1] : nil
      return RecordTable.Row(
        head: .init(
          Sentence(
            .link(
              "Rules \(version.number)",
              href: Route.setting(.ruleVersionPage, argument: String(version.number)).path))),
        cells: [
          .init(words.moment(version.appliedAt)),
          .init(
            Sentence(.status(place == 0 ? Status(.good, "in force") : Status(.neutral, "can be asked"))),
            notes: [Sentence(.text(version.changes(since: before)))]),
        ])
    }
    return SettingsPage.Part(
      id: "versions", heading: "Versions of rules", aside: Sentence(.text(Figures.count(rows.count))), columns: 6,
      lead:
        "The people, products, clients, calendars and rules of the settings file with what was set and decided on these pages, whenever they said something new.",
      table: RecordTable(
        title: "Versions of rules", columns: [.init("Version"), .init("Since"), .init("State")], rows: rows,
        nothing: "None yet."))
  }

  /// With one section, where a link names it.
  private func preview(_ request: HTTPRequest) -> SettingsPage.Part {
    let section = request.query.first("section").flatMap { RuleSection(rawValue: $0) }
    let text = section.map { installation.settings.text(of: $0) } ?? installation.settings.ruleText
    return SettingsPage.Part(
      id: "preview", heading: "Try a changed rule", columns: 6,
      lead:
        "Paste the sections of the settings file that would change: people, products, clients, calendars, calendar_rules or rules. The whole ledger is derived under them, and nothing is stored until an administrator puts them into force.",
      question: Asker.current.may(.rulesPreview)
        ? Question(
          id: "rules", action: Route.setting(.rulesPreview).path, changesSomething: true,
          asked: [
            .lines(
              name: "rules", title: "Sections as they would be", value: text,
              help: "As in the settings file; a section that is not here stays as it is.")
          ], button: "Show which published figures would move") : nil)
  }

  private func restated(_ restatements: [Restatement], _ month: String?) -> SettingsPage.Part {
    let rows = restatements.map { one in
      RecordTable.Row(
        head: published(one.metric, one.month),
        cells: [
          .init(
            Sentence(
              .text("\(value(one.before, of: one.metric)) → "), .strong(value(one.after, of: one.metric)))),
          .init(
            Sentence(.name(one.cause)),
            notes: one.rulesBefore == one.rulesAfter
              ? [] : [Sentence(.text("rules \(one.rulesBefore) to \(one.rulesAfter)"))]),
          .init(words.moment(one.at)),
        ])
    }
    return SettingsPage.Part(
      id: "restated", heading: "Restated months", aside: Sentence(.text(month ?? "all months")),
      lead:
        "A figure of a month that was over, and says something else since: by news from a source, or by other rules.",
      table: RecordTable(
        title: "Restatements",
        columns: [.init("Number and month"), .init("Before and after"), .init("Because of"), .init("When")],
        rows: rows, nothing: "No figure of a month that was over has moved."))
  }

  private func catalogueOfNumbers() -> SettingsPage.Part {
    SettingsPage.Part(
      id: "numbers", heading: "What each number means",
      lead: Sentence(
        .text("Every number has its formula, date, clock, credit and what it leaves out: "),
        .link("all \(Metric.allCases.count) numbers", href: Route.allNumbers.path), .text(".")))
  }

  func published(_ metric: String, _ month: String) -> RecordTable.Cell {
    .init(
      Sentence(.text(Metric(rawValue: metric)?.name ?? metric)), notes: [Sentence(.text("\(metric), \(month)"))])
  }

  /// A published value in words: durations by their median.
  func value(_ text: String, of metric: String) -> String {
    guard let json = try? JSONValue(text),  // what an older program published stays as it is
      let definition = Metric(rawValue: metric)?.definition
    else { return text }
    let middle = if case .object(let members) = json { members["p50"] ?? .null } else { json }
    guard case .number(let number) = middle, let value = number.double else { return "nothing" }
    return definition.words(of: value)
  }

  func ruleVersionPage(_ argument: String) async throws -> HTTPResponse {
    guard let number = Int(argument),
      let version = try await installation.ledger.ruleVersions().first(where: { $0.number == number })
    else { throw WebError.notFound("there are no rules \(shown(argument))") }
    return .page(
      SettingsPage(
        frame: settingsFrame("Rules \(number)"), tabs: settingsTabs(.setting(.definitionsPage)),
        lede: Sentence(.text("In force since \(words.moment(version.appliedAt)).")),
        sections: [
          SettingsPage.Part(
            id: "text", heading: "What they say",
            source: version.settings.isEmpty ? "Nothing: every rule is the usual one." : version.settings)
        ]))
  }
}
