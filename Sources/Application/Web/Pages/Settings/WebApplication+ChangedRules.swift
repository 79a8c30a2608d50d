import Accounts
import HTTPServer
import Markup
import Runtime
import Warehouse

// Rules as somebody would have them: what they would move, and putting them into force.
extension WebApplication {
  /// Derives everything under other rules. It may take a while and changes nothing.
  func rulesPreview(_ request: HTTPRequest) async throws -> HTTPResponse {
    let rules = try await request.form().first("rules") ?? ""
    do {
      return .page(try await changedRules(rules))
    } catch let problems as SettingsProblems {
      return .page(refusedRules(rules, problems), status: .unprocessableContent)
    }
  }

  /// What sections would move, and the way to put them into force.
  func changedRules(_ rules: String) async throws -> SettingsPage {
    let moves = try await installation.preview(installation.settings(under: rules))
    var page = changedRulesPage(rules)
    page.sections.insert(moved(moves), at: 0)
    if Asker.current.may(.rulesAdopt) {
      page.sections.insert(
        SettingsPage.Part(
          id: "adopt", heading: "Put them into force",
          lead:
            "Below is what they would move. They count from then on, on every page, instead of what the settings file says in these sections. Months that are over and say something else are written down as restated.",
          question: Question(
            id: "adopt", action: Route.setting(.rulesAdopt).path, changesSomething: true,
            kept: [PeriodPicker.Kept(name: "rules", value: rules)], asked: [], button: "Put into force", isMain: true)),
        at: 0)
    }
    return page
  }

  private func refusedRules(_ rules: String, _ problems: SettingsProblems) -> SettingsPage {
    var page = changedRulesPage(rules)
    page.notices = [
      Notice(
        tone: .bad, title: "These sections cannot be read", body: Sentence(.text(problems.description)), isUrgent: true)
    ]
    return page
  }

  private func changedRulesPage(_ rules: String) -> SettingsPage {
    SettingsPage(
      frame: settingsFrame("A changed rule"), tabs: settingsTabs(.setting(.definitionsPage)),
      sections: [
        SettingsPage.Part(
          id: "again", heading: "The sections",
          question: Question(
            id: "rules", action: Route.setting(.rulesPreview).path, changesSomething: true,
            asked: [
              .lines(name: "rules", title: "Sections as they would be", value: rules, help: "As in the settings file.")
            ], button: "Show which published figures would move"))
      ])
  }

  private func moved(_ moves: [FigureMove]) -> SettingsPage.Part {
    let rows = moves.prefix(WebApplication.longestTable).map { move in
      RecordTable.Row(
        head: published(move.metric, move.month),
        cells: [
          .init(value(move.before, of: move.metric)),
          .init(Sentence(.strong(value(move.after, of: move.metric)))),
        ])
    }
    return SettingsPage.Part(
      id: "moves", heading: "Published figures that would move", aside: Sentence(.text(Figures.count(moves.count))),
      lead: "Of the last thirteen months that are over.",
      table: RecordTable(
        title: "Figures that would move", columns: [.init("Number and month"), .init("Now"), .init("Then")],
        rows: Array(rows), nothing: "No published figure would move."))
  }

  /// Puts sections into force, or leaves one to the settings file again.
  func adoptRules(_ request: HTTPRequest) async throws -> HTTPResponse {
    let form = try await request.form()
    let rules = form.first("rules") ?? ""
    do {
      if let name = form.first("forget") {
        guard let section = RuleSection(rawValue: name) else {
          throw WebError.badRequest("there is no section \(shown(name))")
        }
        try await forget(section)
        return .redirect(to: Route.setting(.definitionsPage).href([("forgotten", section.rawValue)]))
      }
      try await set(rules)
    } catch let problems as SettingsProblems {
      return .page(refusedRules(rules, problems), status: .unprocessableContent)
    }
    return .redirect(to: Route.setting(.definitionsPage).href([("set", "yes")]))
  }

  func set(_ rules: String) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    let names = RuleText.sections(in: rules).map(\.rawValue).joined(separator: ", ")
    try await installation.set(rules, by: actor.name) { db in
      try db.audit(.settingsChanged, by: actor, on: names, "set on a page", at: now)
    }
  }

  func forget(_ section: RuleSection) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    try await installation.forget([section]) { db in
      try db.audit(.settingsChanged, by: actor, on: section.rawValue, "left to the settings file", at: now)
    }
  }

  /// What was just done, for whoever comes back from doing it.
  func setJustNow(_ request: HTTPRequest) -> [Notice] {
    if request.query.first("set") != nil {
      return [
        Notice(
          tone: .good, title: "These rules are set",
          body:
            "They count from now on, on every page. Where facts are still made under them, the pages say how far they are."
        )
      ]
    }
    guard let section = request.query.first("forgotten").flatMap({ RuleSection(rawValue: $0) }) else { return [] }
    return [
      Notice(
        tone: .good, title: "The settings file says it again",
        body: Sentence(.text("What was set here for "), .code(section.rawValue), .text(" is forgotten.")))
    ]
  }

  /// What counts instead of the settings file.
  func setOnPages() -> [SettingsPage.Part] {
    installation.setSections.map { section in
      SettingsPage.Part(
        id: "set-\(section.name)", heading: "Set here: \(section.name)", columns: 6,
        lead: Sentence(
          .text("Set by "), .name(section.by),
          .text(", \(words.moment(section.at)). What the settings file says in this section does not count.")),
        question: Asker.current.may(.rulesAdopt)
          ? Question(
            id: "forget-\(section.name)", action: Route.setting(.rulesAdopt).path, changesSomething: true,
            kept: [PeriodPicker.Kept(name: "forget", value: section.name)], asked: [],
            button: "Leave it to the settings file again")
          : nil, source: section.text)
    }
  }

  /// A line for pages that show what sections say, where somebody set them.
  func setOnPage(_ sections: RuleSection...) -> Sentence? {
    let names = sections.map(\.rawValue)
    guard let set = installation.setSections.filter({ names.contains($0.name) }).max(by: { $0.at < $1.at }) else {
      return nil
    }
    return Sentence(
      .text("Set here by "), .name(set.by), .text(", \(words.moment(set.at)); "),
      .link("what the settings file says", href: Route.setting(.definitionsPage).path + "#set-\(set.name)"),
      .text(" does not count."))
  }
}
