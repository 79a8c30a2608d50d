import CivilTime
import HTTPServer
import Markup
import Runtime
import Synchronization
import Warehouse

extension WebApplication {
  func chooser() async throws -> ConnectPage {
    var page = ConnectPage(frame: frame("Connect a source", at: .sources, try await sourceStates()))
    page.kinds = ConnectableKind.allCases.map { kind in
      PageLink(title: kind.name, href: Route.connect.href([("kind", kind.rawValue)]), about: kind.about)
    }
    return page
  }

  /// An id that nothing has yet.
  func freeID(for kind: ConnectableKind) async throws -> String {
    let taken = Set(try await installation.knownSources().map(\.id))
    let ids = [kind.usualID] + (2...99).map { "\(kind.usualID)-\($0)" }
    return ids.first { !taken.contains($0) } ?? ""
  }

  /// - Parameters:
  ///   - connection: the source that is changed; nothing for a new one.
  ///   - draft: under which secrets lie that were entered for a test.
  func connectPage(
    _ order: ConnectOrder, of connection: SourceConnection? = nil, problems: [ConnectionProblem] = [],
    trial: ConnectionTrial? = nil, draft: String? = nil
  ) async throws -> ConnectPage {
    let kind = order.kind
    let title = connection.map { "Change \($0.source.id)" } ?? "Connect \(kind.name)"
    var page = ConnectPage(frame: frame(title, at: .sources, try await sourceStates()))
    page.notices = notices(on: connection, problems, kind)
    page.trial = trial
    page.form = form(order, of: connection, problems, trial, draft)
    page.card = card(of: kind)
    if let connection {
      page.deeds = deeds(on: connection)
      page.cardHeading = "What it may read"
    }
    return page
  }

  private func card(of kind: ConnectableKind) -> ConnectCards.Card? {
    let card = kind.sourceKind.map { ConnectCards.Card($0) }
    return card?.permissions.isEmpty == false ? card : nil
  }

  private func notices(
    on connection: SourceConnection?, _ problems: [ConnectionProblem], _ kind: ConnectableKind
  ) -> [Notice] {
    var notices: [Notice] = []
    let general = problems.filter { problem in
      problem.field != "id" && problem.field.flatMap { kind.field($0) } == nil
    }
    if !problems.isEmpty {
      let said = general.map { $0.description.asSentence }.joined(separator: " ")
      notices.append(
        Notice(
          tone: .bad, title: "Nothing was stored",
          body: Sentence(.text(said.isEmpty ? "What is wrong stands with the settings below." : said)), isUrgent: true))
    }
    if let connection { notices += Notice.of(connection) }
    return notices
  }

  private func form(
    _ order: ConnectOrder, of connection: SourceConnection?, _ problems: [ConnectionProblem],
    _ trial: ConnectionTrial?, _ draft: String?
  ) -> ConnectForm {
    let kind = order.kind
    let entered =
      draft.flatMap { name in
        drafts.withLock { $0.find(name, of: Asker.current.shelf, at: installation.now) }
      }?.secrets.keys.map { $0 } ?? []
    // Those that open: the others are to be entered again.
    let stored = connection.flatMap { try? installation.draft($0.source.id) }.map { Array($0.secrets.keys) } ?? []
    func field(_ one: ConnectionField) -> ConnectField {
      let problem = problems.first {
        $0.field == one.key || one.form == .inboxes && ["profile", "tag"].contains($0.field)
      }
      let kept =
        entered.contains(one.key)
        ? "kept, as you entered it" : stored.contains(one.key) ? "kept; leave it empty to keep it" : nil
      return ConnectField(one, in: kind, typed: order.typed[one.key] ?? "", kept: kept, problem?.said)
    }
    let id = ConnectField(
      key: "id", title: "Name of the source", value: order.id,
      help: connection == nil
        ? "Begins the key of every conversation, and stays. Small letters, digits, - and _." : "It stays.",
      problem: problems.first { $0.field == "id" }?.said, isNeeded: true, isFixed: connection != nil)
    let more = kind.fields.filter { $0.isFurther(in: kind) }.map(field)
    let isUsable = trial.map { $0.summary.tone != .bad }
    let next = connection == nil ? "Connect and begin" : "Save"
    var form = ConnectForm(
      heading: "Its settings",
      aside: connection == nil
        ? Sentence(.link("another kind", href: Route.connect.path)) : Sentence(.text(kind.name)),
      action: connection.map { Route.connection($0.source.id).path } ?? Route.connect.path,
      kept: [("kind", kind.rawValue), ("draft", draft)].compactMap { name, value in
        value.map { PeriodPicker.Kept(name: name, value: $0) }
      },
      fields: [id] + kind.fields.filter { !$0.isFurther(in: kind) }.map(field), more: more,
      isMoreOpen: more.contains { $0.problem != nil || $0.isSaid(by: kind) },
      promise: connection == nil
        ? "A test stores nothing. What you connect is stored with its secrets sealed; no page, log or export shows them again."
        : "A test stores nothing. Secrets stay sealed, and no page, log or export shows them.",
      buttons: [])
    form.buttons.append(
      ConnectForm.Button(
        name: "test", text: trial == nil ? "Test the connection" : "Test again",
        isMain: isUsable == nil || isUsable == false))
    if isUsable == true {
      form.next = ConnectForm.Button(name: "connect", text: next, isMain: true)
      form.buttons.append(ConnectForm.Button(name: "connect", text: next))
    } else if isUsable == false || connection != nil {
      form.buttons.append(
        ConnectForm.Button(name: "connect", text: connection == nil ? "Connect all the same" : "Save without a test"))
    }
    return form
  }

  private func deeds(on connection: SourceConnection) -> [ConnectPage.Deed] {
    let id = connection.source.id
    let webhooks =
      connection.source.secrets["webhook_secret"] == nil
      ? nil
      : ConnectPage.Deed(
        name: "refuse-webhooks", heading: "Take no webhooks any more",
        effect: "The webhook secret is deleted. The source is asked for news on its timetable, as before.",
        button: "Forget the webhook secret")
    let deeds: [ConnectPage.Deed?] = [
      connection.isPaused
        ? ConnectPage.Deed(
          name: "resume", heading: "Sync it again",
          effect: "\(id) is paused. The next sync goes on where the last ended.",
          button: "Resume")
        : ConnectPage.Deed(
          name: "pause", heading: "Leave it alone for a while",
          effect: "It is not synced until you resume it. Its conversations and settings stay.", button: "Pause"),
      webhooks,
      ConnectPage.Deed(
        name: "remove", heading: "Remove it",
        effect: "Its syncs end and its secrets are deleted. Its conversations stay in the ledger and in every figure; "
          + "connect it again under the same name, and it goes on where it ended.",
        button: "Remove \(id)"),
    ]
    return deeds.compactMap { $0 }
  }

  /// What stands in the settings file is changed there.
  func notConnected(_ id: String) async throws -> HTTPResponse {
    let standing = try await standing(of: id)
    var page = ConnectPage(frame: frame("Change \(id)", at: .sources, try await sourceStates()))
    page.notices = [
      Notice(
        tone: .neutral,
        title: installation.isInFile(id) ? "\(id) stands in the settings file" : "\(id) is not connected",
        body: Sentence(
          .text(
            installation.isInFile(id)
              ? "Change it there, and start the server again. "
              : "What it brought is in the ledger. Connect a source of this name, and it goes on. "),
          .link("The source", href: Route.source(standing.id).path)))
    ]
    return .page(page)
  }
}

extension Notice {
  /// What keeps a connected source from being used.
  static func of(_ connection: SourceConnection) -> [Notice] {
    let id = connection.source.id
    if connection.isOverruled {
      return [
        Notice(
          tone: .warn, title: "The settings file names \(id) too, and wins",
          body: "What was entered here is not used until it is taken out of the file, or removed here.")
      ]
    }
    guard let problem = connection.problem else { return [] }
    return [Notice(tone: .bad, title: "\(id) cannot be used", body: Sentence(.text(problem.asSentence)))]
  }
}

extension ConnectionProblem {
  /// Beside its field.
  fileprivate var said: String { what + (hint.map { ": \($0)" } ?? "") }
}

extension ConnectField {
  fileprivate init(
    _ field: ConnectionField, in kind: ConnectableKind, typed: String, kept: String?, _ problem: String?
  ) {
    self.init(
      key: field.key, title: field.title(in: kind), value: typed, help: field.help(in: kind), problem: problem,
      isNeeded: field.isNeeded)
    switch field.form {
    case .text: break
    case .secret: (shape, value) = (.secret(kept: kept), "")
    case .flag:
      shape = .choice([
        FilterForm.Choice.Option(value: "true", title: "count as replies"),
        FilterForm.Choice.Option(value: "false", title: "are notes"),
      ])
    case .texts, .statuses, .inboxes: shape = .lines
    }
  }

  /// Whether somebody said something of it that is not usual.
  fileprivate func isSaid(by kind: ConnectableKind) -> Bool {
    switch shape {
    case .line, .lines: !value.isEmpty && value != kind.field(key)?.usual
    case .choice: false
    case .secret(let kept): kept != nil
    }
  }
}
