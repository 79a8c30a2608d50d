import HTTPServer
import Markup
import Runtime

// The rules as a form.
extension WebApplication {
  func rulesForm(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(rulesFormPage(RulesDraft(installation.settings.rules))) }
    let form = try await request.form()
    var draft = RulesDraft(installation.settings.rules)
    draft.autoReplies = form.first("auto_replies") ?? ""
    draft.bots = form.first("bots") ?? ""
    draft.domains = form.first("domains") ?? ""
    draft.tags = form.first("tags") ?? ""
    draft.requesters = form.first("requesters") ?? ""
    draft.excluded = form.first("excluded") ?? ""
    draft.promises = form.first("promises") ?? ""
    draft.silence = form.first("silence") ?? ""
    draft.ignoresThanks = form.first("thanks") != nil
    draft.productsShare = form.first("share") ?? ""
    for weight in RulesDraft.Weight.allCases { draft.weights[weight] = form.first(weight.rawValue) ?? "" }
    return try await trial(of: draft.text) { rulesFormPage(draft, $0) }
  }

  private func rulesFormPage(_ draft: RulesDraft, _ problem: String? = nil) -> SettingsPage {
    let weights: [Question.Asked] = RulesDraft.Weight.allCases.map { weight in
      .field(
        Field(
          name: weight.rawValue, title: weight.title, value: draft.weights[weight] ?? "", isRequired: false,
          form: "rules"))
    }
    let lists: [Question.Asked] = [
      .lines(
        name: "promises", title: "Promises", value: draft.promises,
        help:
          "One a line, the first that matches counts: source: fresh, priority: urgent, first_reply: 1h, resolution: 8h, clock: office. Besides: inbox, client, next_reply, pauses_while_waiting: true, restarts_on_reopen: true.",
        isNeeded: false),
      .lines(
        name: "auto_replies", title: "Automatic replies", value: draft.autoReplies,
        help: "One a line: a message of ours that holds it was written by nobody.", isNeeded: false),
      .lines(name: "bots", title: "Programs", value: draft.bots, help: "One name a line.", isNeeded: false),
      .lines(
        name: "domains", title: "Test traffic: mail domains", value: draft.domains,
        help: "One a line. Conversations of these count nowhere.", isNeeded: false),
      .lines(
        name: "tags", title: "Test traffic: tags", value: draft.tags, help: "One a line.", isNeeded: false),
      .lines(
        name: "requesters", title: "Test traffic: requesters", value: draft.requesters, help: "One a line.",
        isNeeded: false),
      .lines(
        name: "excluded", title: "People who are left out", value: draft.excluded,
        help: "One a line: person: Richie Manager, drop: conversations; or drop: replies. From and to are days.",
        isNeeded: false),
    ]
    let rest: [Question.Asked] = [
      .choice(
        ChoiceField(
          name: "share", title: "Several products",
          options: [
            .init(value: "equal", title: "share a conversation equally"),
            .init(value: "priority", title: "the first takes it whole"),
          ], chosen: draft.productsShare, form: "rules")),
      .field(
        Field(
          name: "silence", title: "Silence that ends an episode", value: draft.silence,
          help: "Where a source has no states; such as 24h.", form: "rules")),
      .tick(
        FilterForm.Tick(
          name: "thanks", value: "yes", title: "Only thanks after solving reopens nothing", isOn: draft.ignoresThanks)),
    ]
    return SettingsPage(
      frame: settingsFrame("Change the rules"), tabs: settingsTabs(.setting(.rulesPage)),
      sections: [
        SettingsPage.Part(
          id: "change", heading: "Rules", columns: 8,
          question: Question(
            id: "rules", action: Route.setting(.rulesForm).path, changesSomething: true, asked: lists + weights + rest,
            problem: problem?.asSentence, button: "Show what would move", isMain: true))
      ])
  }
}

extension RulesDraft.Weight {
  fileprivate var title: String {
    switch self {
    case .reply: "A reply weighs"
    case .note: "A note weighs"
    case .timeMinute: "A logged minute weighs"
    case .chatTurn: "A turn in a chat weighs"
    }
  }
}
