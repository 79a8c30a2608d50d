import Accounts
import CivilTime
import Fetching
import HTTPServer
import Helpdesks
import JSONReader
import Markup
import Runtime
import Sync
import Synchronization
import Warehouse

// Connecting a source on a page: what it is, a test, an estimate, and then the first sync.
extension WebApplication {
  func connect(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else {
      guard let kind = request.query.given("kind") else { return .page(try await chooser()) }
      let known = try connectableKind(kind)
      return .page(try await connectPage(ConnectOrder(known, id: try await freeID(for: known))))
    }
    let form = try await request.form()
    let order = ConnectOrder(form, kind: try connectableKind(form.first("kind") ?? ""))
    return try await answer(form, order, of: nil)
  }

  /// One that was connected: its settings again, and what else can be done with it.
  func connection(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let connection = installation.connection(id) else { return try await notConnected(id) }
    guard request.method == .post else {
      return .page(try await connectPage(ConnectOrder(try installation.draft(id)), of: connection))
    }
    let form = try await request.form()
    switch form.first("do") {
    case "pause": try await pause(id, true)
    case "resume": try await pause(id, false)
    case "refuse-webhooks": try await refuseWebhooks(of: id)
    case "remove":
      try await remove(id)
      return .redirect(to: Route.sources.path)
    default:
      guard let kind = ConnectableKind(rawValue: connection.source.kind) else {
        throw ConnectionRefusal.isNotConnected(id)
      }
      return try await answer(form, ConnectOrder(form, kind: kind, id: id), of: connection)
    }
    return .redirect(to: Route.source(id).path)
  }

  private func connectableKind(_ text: String) throws(WebError) -> ConnectableKind {
    guard let kind = ConnectableKind(rawValue: text) else {
      let known = ConnectableKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw .unprocessable("kind: “\(shown(text))” is none; there are \(known)")
    }
    return kind
  }

  /// Does what a form asks, or shows it again with what is wrong.
  private func answer(
    _ form: HTTPQuery, _ order: ConnectOrder, of connection: SourceConnection?
  ) async throws -> HTTPResponse {
    do {
      let draft = try order.draft(keeping: try kept(form, of: connection))
      let described = try draft.read()
      switch form.first("do") {
      case "test":
        if connection == nil { try await installation.checkFree(draft) }
        return .page(try await tried(order, draft, described, of: connection))
      case "connect":
        if connection == nil { try await connect(draft) } else { try await change(draft) }
        if let name = form.given("draft") { drafts.withLock { $0.forget(name) } }
        return .redirect(to: Route.source(draft.id).path)
      default: throw WebError.badRequest("do: there are test and connect")
      }
    } catch let error as ConnectionProblems {
      return try await again(form, order, of: connection, error.problems, .unprocessableContent)
    } catch let error as ConnectionRefusal {
      let problem = ConnectionProblem(error.field, error.description)
      return try await again(form, order, of: connection, [problem], WebError(error).status)
    }
  }

  /// The form with what is wrong. Nobody has to enter a secret again because another setting was wrong.
  private func again(
    _ form: HTTPQuery, _ order: ConnectOrder, of connection: SourceConnection?, _ problems: [ConnectionProblem],
    _ status: HTTPStatus
  ) async throws -> HTTPResponse {
    let isNowhere = problems.contains { $0.field == "base_url" }
    let receiver = isNowhere ? nil : order.receiver
    // One that cannot be a secret is not kept either.
    var secrets = order.secrets.filter { secret in !problems.contains { $0.field == secret.key } }
    if let earlier = entered(form), earlier.receiver == receiver || secrets.isEmpty {
      secrets.merge(earlier.secrets) { own, _ in own }
    }
    var name = form.given("draft")
    if !order.secrets.isEmpty, !secrets.isEmpty {
      name = try drafts.withLock {
        try $0.keep(secrets, for: receiver, of: Asker.current.shelf, at: installation.now)
      }
    }
    return .page(try await connectPage(order, of: connection, problems: problems, draft: name), status: status)
  }

  private func entered(_ form: HTTPQuery) -> KeptSecrets? {
    form.given("draft").flatMap { name in
      drafts.withLock { $0.find(name, of: Asker.current.shelf, at: installation.now) }
    }.map { KeptSecrets(secrets: $0.secrets, receiver: $0.receiver) }
  }

  private func kept(_ form: HTTPQuery, of connection: SourceConnection?) throws -> [KeptSecrets] {
    let stored = try connection.map { connection in
      let draft = try installation.draft(connection.source.id)
      return KeptSecrets(secrets: draft.secrets, receiver: draft.receiver)
    }
    return [entered(form), stored].compactMap { $0 }
  }

  private func tried(
    _ order: ConnectOrder, _ draft: SourceDraft, _ described: DescribedSource, of connection: SourceConnection?
  ) async throws -> ConnectPage {
    let trial = try await trial(of: draft, described)
    let name = try drafts.withLock {
      try $0.keep(draft.secrets, for: draft.receiver, of: Asker.current.shelf, at: installation.now)
    }
    return try await connectPage(
      order, of: connection, trial: ConnectionTrial(trial.checks, trial.estimate), draft: name)
  }
}

// What forms and programs do alike.
extension WebApplication {
  /// Connects a source and begins its first sync.
  func connect(_ draft: SourceDraft, paused: Bool = false) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    let detail = "\(draft.kind.name), \(draft.receiver ?? "")"
    try await installation.connect(draft, paused: paused, by: actor.name) { db in
      try db.audit(.sourceConnected, by: actor, on: draft.id, detail, at: now)
    }
    if !paused { await begin(draft.id, "after it was connected") }
  }

  private func begin(_ id: String, _ label: String) async {
    do throws(SyncRefusal) {
      _ = try await syncs.begin(id, .incremental, force: true, label: label)
    } catch {
      // The timetable was faster, or tries it again; the page of the source says how it stands.
    }
  }

  func change(_ draft: SourceDraft, paused: Bool? = nil) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    let before = try installation.draft(draft.id)
    let detail = changes(from: before, to: draft)
    let isPaused = paused ?? installation.connection(draft.id)?.isPaused ?? false
    try await installation.change(draft, paused: isPaused, by: actor.name) { db in
      try db.audit(.sourceChanged, by: actor, on: draft.id, detail, at: now)
    }
    if isPaused {
      _ = await syncs.stop(draft.id)
    } else if try await installation.ledger.latestRuns(of: draft.id).last?.state != .done {
      // Whoever put right what was wrong need not wait for the next attempt.
      await begin(draft.id, "after it was changed")
    }
  }

  /// Names alone: values may say more than a log should hold.
  private func changes(from before: SourceDraft, to after: SourceDraft) -> String {
    let names = after.kind.fields.filter { field in
      field.form == .secret
        ? before.secrets[field.key] != after.secrets[field.key]
        : before.settings[field.key] != after.settings[field.key]
    }.map(\.key)
    return names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }

  func pause(_ id: String, _ isPaused: Bool) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    try await installation.pause(id, isPaused, by: actor.name) { db in
      try db.audit(.sourceChanged, by: actor, on: id, isPaused ? "paused" : "resumed", at: now)
    }
    if isPaused { _ = await syncs.stop(id) }
  }

  /// Forgets what webhooks are signed with: from then on none are taken. An empty field keeps a secret, so this is a deed.
  private func refuseWebhooks(of id: String) async throws {
    var draft = try installation.draft(id)
    draft.secrets["webhook_secret"] = nil
    try await change(draft)
  }

  func remove(_ id: String) async throws {
    let (actor, now) = (Asker.current.actor, installation.now)
    try await installation.disconnect(id, by: actor.name) { db in
      try db.audit(.sourceRemoved, by: actor, on: id, at: now)
    }
    _ = await syncs.stop(id)
  }

  /// What a test found; no estimate where there was nothing to count.
  typealias Trial = (checks: [ConnectionCheck], estimate: Result<SyncEstimate, VendorError>?)

  /// Tries what was not stored yet, and writes down who did and where it was sent.
  func trial(of draft: SourceDraft, _ described: DescribedSource) async throws -> Trial {
    guard let helpdesk = described.helpdesk else { throw SyncRefusal.notSyncable(draft.id) }
    try await accounts.audit(.connectionTested, by: Asker.current.actor, on: draft.id, draft.receiver ?? "")
    return try await trial(of: helpdesk)
  }

  /// Tries the credentials and every permission, and counts where they suffice.
  func trial(of helpdesk: any Helpdesk) async throws -> Trial {
    let checks = await installation.test(helpdesk)
    var estimate: Result<SyncEstimate, VendorError>?
    // What cannot be signed in to cannot be counted either.
    if checks.allSatisfy(\.isUsable) {
      do {
        estimate = .success(try await installation.estimate(helpdesk))
      } catch let error as VendorError {
        estimate = .failure(error)
      }
    }
    return (checks, estimate)
  }
}

extension Asker {
  /// Whose secrets lie on the shelf.
  var shelf: String { account.map { "account \($0.id)" } ?? "everyone" }
}

extension ConnectionRefusal {
  /// The setting that it is about.
  fileprivate var field: String? {
    switch self {
    case .standsInTheFile, .isConnected, .isOfAnotherKind: "id"
    case .isNotConnected, .key, .cryptography: nil
    }
  }
}

extension WebError {
  init(_ refusal: ConnectionRefusal) {
    switch refusal {
    case .standsInTheFile, .isConnected, .isOfAnotherKind: self.init(.conflict, refusal.description)
    case .isNotConnected: self.init(.notFound, refusal.description)
    // Whoever may connect a source may know where the key is looked for.
    case .key, .cryptography: self.init(.serviceUnavailable, refusal.description)
    }
  }
}
