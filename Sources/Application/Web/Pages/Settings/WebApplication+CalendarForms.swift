import HTTPServer
import Markup
import Runtime

// Calendars, and which counts where, as forms. What is sent is shown first: which figures it would move.
extension WebApplication {
  func calendarForm(_ request: HTTPRequest) async throws -> HTTPResponse {
    let settings = installation.settings
    guard request.method == .post else {
      if request.query.first("show") == "rules" { return .page(calendarRulesForm()) }
      guard let name = request.query.given("name") else { return .page(calendarPage(CalendarDraft(), isNew: true)) }
      guard let calendar = settings.calendars.first(where: { $0.name == name }) else {
        throw WebError.notFound("there is no calendar \(shown(name))")
      }
      return .page(calendarPage(CalendarDraft(calendar), isNew: false))
    }
    let form = try await request.form()
    if let name = form.first("remove") {
      return try await trial(of: settings.text(withoutCalendar: name)) { problem in
        calendarPage(
          settings.calendars.first { $0.name == name }.map(CalendarDraft.init) ?? CalendarDraft(),
          isNew: false, problem)
      }
    }
    if let lines = form.first("lines") {
      let draft = CalendarRulesDraft(lines: lines)
      return try await trial(of: draft.text) { calendarRulesPage(draft, $0) }
    }
    var draft = CalendarDraft()
    draft.name = form.first("name") ?? ""
    draft.timeZone = form.first("zone") ?? ""
    for day in Settings.Weekday.allCases { draft.week[day] = form.first(day.rawValue) ?? "" }
    draft.days = form.first("days") ?? ""
    draft.from = form.first("from") ?? ""
    draft.to = form.first("to") ?? ""
    let isNew = form.first("kept") == nil
    if isNew, settings.calendars.contains(where: { $0.name == draft.name }) {
      return .page(
        calendarPage(draft, isNew: true, "there is a calendar of this name already; change that one"),
        status: .unprocessableContent)
    }
    return try await trial(of: settings.text(with: draft)) { calendarPage(draft, isNew: isNew, $0) }
  }

  /// What sections would move; or the form again, with what is wrong.
  func trial(
    of text: String, or again: (_ problem: String) throws -> SettingsPage
  ) async throws -> HTTPResponse {
    do {
      return .page(try await changedRules(text))
    } catch let problems as SettingsProblems {
      let said = problems.problems.map { [$0.what, $0.hint].compactMap { $0 }.joined(separator: " — ") }
      return .page(try again(said.joined(separator: "; ")), status: .unprocessableContent)
    }
  }

  private func calendarPage(_ draft: CalendarDraft, isNew: Bool, _ problem: String? = nil) -> SettingsPage {
    let days: [Question.Asked] = Settings.Weekday.allCases.map { day in
      .field(
        Field(
          name: day.rawValue, title: day.rawValue.prefix(1).uppercased() + day.rawValue.dropFirst(),
          value: draft.week[day] ?? "", isRequired: false, form: "calendar"))
    }
    let asked: [Question.Asked] =
      (isNew ? [.field(Field(name: "name", title: "Name", value: draft.name, form: "calendar"))] : [])
      + [
        .field(
          Field(
            name: "zone", title: "Time zone", value: draft.timeZone,
            help: "Such as Europe/Bucharest. Nothing: the workspace's, \(installation.settings.workspace.timeZone).",
            isRequired: false, form: "calendar"))
      ] + days + [
        .lines(
          name: "days", title: "Days that differ", value: draft.days,
          help:
            "One a line: the day, its hours or closed, and its name, such as 2026-12-01 closed National day. With closed-from-midnight the night before ends at midnight.",
          isNeeded: false),
        .field(
          Field(
            name: "from", title: "Counts from", value: draft.from, help: "A day; nothing: always.", isRequired: false,
            form: "calendar")),
        .field(
          Field(
            name: "to", title: "Counts until before", value: draft.to, help: "The day after the last.",
            isRequired: false, form: "calendar")),
      ]
    let kept = isNew ? [] : ["name", "kept"].map { PeriodPicker.Kept(name: $0, value: draft.name) }
    var page = SettingsPage(
      frame: settingsFrame(isNew ? "A new calendar" : "Calendar \(draft.name)"),
      tabs: settingsTabs(.setting(.calendarsPage)),
      lede: "Hours such as 09:00-12:30, 13:00-17:00; a night such as 22:00-06:00 begins on that day. Nothing: closed.",
      sections: [
        SettingsPage.Part(
          id: "hours", heading: isNew ? "A new calendar" : draft.name, columns: 8,
          question: Question(
            id: "calendar", action: Route.setting(.calendarForm).path, changesSomething: true, kept: kept, asked: asked,
            problem: problem?.asSentence, button: "Show what would move", isMain: true))
      ])
    if !isNew {
      page.sections.append(
        SettingsPage.Part(
          id: "remove", heading: "Remove it", columns: 4,
          lead: "First the lines that choose it, and promises in its hours, have to name another.",
          question: Question(
            id: "remove", action: Route.setting(.calendarForm).path, changesSomething: true,
            kept: [PeriodPicker.Kept(name: "remove", value: draft.name)], asked: [],
            button: "Show what would move without it")))
    }
    return page
  }

  /// The form for which calendar counts where.
  func calendarRulesForm() -> SettingsPage {
    calendarRulesPage(CalendarRulesDraft(installation.settings.calendarRules))
  }

  private func calendarRulesPage(_ draft: CalendarRulesDraft, _ problem: String? = nil) -> SettingsPage {
    SettingsPage(
      frame: settingsFrame("Which calendar counts"), tabs: settingsTabs(.setting(.calendarsPage)),
      sections: [
        SettingsPage.Part(
          id: "lines", heading: "Which calendar counts", columns: 8,
          question: Question(
            id: "choice", action: Route.setting(.calendarForm).path, changesSomething: true,
            asked: [
              .lines(
                name: "lines", title: "One rule a line", value: draft.lines,
                help:
                  "The first that matches counts: inbox: Night desk, calendar: night. Besides inbox: source, team, client, priority; a line with nothing but calendar: office holds for everything else.",
                isNeeded: false)
            ], problem: problem?.asSentence, button: "Show what would move", isMain: true))
      ])
  }
}
