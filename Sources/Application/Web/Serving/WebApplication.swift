package import Accounts
import CivilTime
package import HTTPServer
import Markup
package import Runtime
import Support
import Synchronization

/// The pages and the API of one installation, as a handler for the HTTP server.
package final class WebApplication: Sendable {
  let installation: Installation
  let access: Access
  let accounts: AccountBook
  private let log: @Sendable (LogLine) -> Void
  /// The server's own counters, while one serves this application.
  private let counters = Mutex<(@Sendable () -> HTTPServerStatistics)?>(nil)

  let recentImports = Mutex(RecentImports())
  let uploadsInWork = Mutex(UploadsInWork())
  let syncs: SyncDispatcher
  let hookGate = Mutex(HookGate())
  let drafts = Mutex(DraftShelf())
  let pages = PageShelf()

  /// - Parameters:
  ///   - access: who is let in.
  ///   - accounts: those of the installation's ledger, unless a test brings some of its own.
  ///   - gathering: how long ids from webhooks are gathered before they are fetched together.
  ///   - log: called on whatever thread has something to say; it must not take long.
  package init(
    _ installation: Installation, access: Access, accounts: AccountBook? = nil, gathering: Duration = .seconds(5),
    log: @escaping @Sendable (LogLine) -> Void = { _ in }
  ) {
    self.installation = installation
    self.access = access
    self.accounts = accounts ?? AccountBook(of: installation.ledger, clock: { installation.now })
    self.log = log
    syncs = SyncDispatcher(
      installation, gathering: gathering, observe: { report in log(LogLine(report, at: installation.now)) })
  }

  package var handler: HTTPHandler { { [self] request in await respond(to: request) } }

  /// Writes a line for each answered request. The query stays out of it: people search for names.
  package func observe(_ record: RequestRecord) {
    say(
      .info, "request",
      [
        "method": .text(record.method.rawValue), "path": .text(record.path), "status": .number(record.status.code),
        "ms": .decimal(Double(Int(record.duration / .microseconds(1))) / 1_000), "bytes": .number(record.bytesSent),
      ])
  }

  /// Lets `/metrics` tell of the server that runs; nothing when it has stopped.
  package func count(by counters: (@Sendable () -> HTTPServerStatistics)?) {
    self.counters.withLock { $0 = counters }
  }

  var statistics: HTTPServerStatistics? { counters.withLock { $0 }?() }

  func say(_ level: LogLine.Level, _ message: String, _ fields: KeyValuePairs<String, LogLine.Value> = [:]) {
    log(LogLine(level, message, at: installation.now, fields))
  }
}

extension WebApplication {
  private func respond(to request: HTTPRequest) async -> HTTPResponse {
    let route = Route(request.pathSegments)
    do {
      let asker = try await identify(request, at: route?.place)
      return await Asker.$current.withValue(asker) { await respond(to: request, at: route) }
    } catch {
      return failure(WebError(error), answering: request).guarded()
    }
  }

  private func respond(to request: HTTPRequest, at route: Route?) async -> HTTPResponse {
    do {
      return try await answer(request, at: route).guarded()
    } catch {
      return failure(WebError(error), answering: request).guarded()
    }
  }

  private func answer(_ request: HTTPRequest, at route: Route?) async throws -> HTTPResponse {
    guard let route else { throw WebError.notFound("there is nothing at this address") }
    let methods = route.place.methods
    if request.method == .options { return .allowing(methods) }
    guard methods.contains(request.method) else { throw WebError.methodNotAllowed(methods) }
    // A webhook's call is signed; everything else that changes something comes from our own pages or from programs.
    if route.place != .hook { try Gate.check(request) }
    try admit(Asker.current, to: route.place, request)
    let request = try await checkForm(request, of: Asker.current, at: route.place)
    if route.place.isAPI || route.place.isOfFigures { try request.refuseUnknownParameters(of: route.place) }
    let form = try request.form(of: route.place)
    return try await answer(route, request).inForm(form, of: route.place)
  }

  private func answer(_ route: Route, _ request: HTTPRequest) async throws -> HTTPResponse {
    switch route {
    case .today: try await today(request)
    case .allNumbers: try await numbersPage(request)
    case .oneNumber(let id): try await numberPage(id, request)
    case .team: try await team(request)
    case .promises: try await promises(request)
    case .views: try await views(request)
    case .alerts: try await alerts(request)
    case .alertList: try await alertList(request)
    case .alertEntry(let id): try await alertEntry(id, request)
    case .viewList: try await viewList(request)
    case .viewEntry(let id): try await removeView(id)
    case .noteList: try await noteList(request)
    case .noteEntry(let id): try await removeNote(id)
    case .conversations: try await conversations(request)
    case .conversation(let key): try await conversation(key, request)
    case .sources: try await sources()
    case .source(let id): try await source(id, request)
    case .syncBySource(let id): try await syncByForm(id, request)
    case .stopBySource(let id): try await stopByForm(id)
    case .testBySource(let id): try await testByForm(id)
    case .connect: try await connect(request)
    case .connection(let id): try await connection(id, request)
    case .upload: try await upload(request)
    case .live: live(request)
    case .run(let run): try await runPage(run)
    case .importResult(let run): .redirect(to: Route.run(run).path, status: .permanentRedirect)
    case .asset(let name): try asset(name, request)
    case .signIn: try await signIn(request)
    case .signOut: try await signOut(request)
    case .setup: try await setup(request)
    case .settings: try await settings(request)
    case .ownAccount: try await ownAccount(request)
    case .ownPassword: try await changeOwnPassword(request)
    case .ownSessions: try await endOwnSessions(request)
    case .accounts: try await accounts(request)
    case .account(let id): try await account(id, request)
    case .tokens: try await createToken(request)
    case .tokenRevoke(let id): try await revokeToken(id)
    case .audit: try await audit(request)
    case .numbers: catalogue()
    case .number(let id): try await number(id, request)
    case .numberChange(let id): try await change(id, request)
    case .receipt(let id): try await receipt(id, request)
    case .conversationList: try await conversationList(request)
    case .conversationFile: try await conversationFile(request)
    case .conversationHistory(let key): try await conversationHistory(key, request)
    case .sourceList: try await sourceList(request)
    case .sourceState(let id): try await sourceState(id, request)
    case .sourceSync(let id): try await sourceSync(id, request)
    case .sourceStop(let id): try await sourceStop(id)
    case .sourceTest(let id): try await sourceTest(id)
    case .sourceEstimate(let id): try await sourceEstimate(id)
    case .sourceCoverage(let id): try await sourceCoverage(id, request)
    case .sourceDirectory(let id): try await sourceDirectory(id, request)
    case .progress: try await progress(request)
    case .progressEvents: progressEvents(request)
    case .runs: try await runs(request)
    case .runState(let run): try await runState(run)
    case .rejectedRows(let run): try await rejectedRows(run, request)
    case .rejectedFile(let run): try await rejectedFile(run)
    case .peopleList: try await peopleList(request)
    case .peopleReview: try await peopleReview(request)
    case .peopleDecisions: try await peopleDecisions(request)
    case .peopleDecide: try await decide(request, among: IdentityDecision.Kind.aboutPeople)
    case .peopleImport: try await peopleImport(request)
    case .clientList: try await clientList(request)
    case .clientsUnlinked: try await unlinkedClients(request)
    case .clientsLink: try await clientsLink()
    case .clientsDecide: try await decide(request, among: IdentityDecision.Kind.aboutClients)
    case .whoAmI: whoAmI()
    case .accountList: try await accountList(request)
    case .accountState(let id): try await accountState(id, request)
    case .tokenList: try await tokenList(request)
    case .tokenEnd(let id): try await endToken(id)
    case .auditList: try await auditList(request)
    case .imports: try await imports(request)
    case .importMessenger, .uploadJSON: try await importMessenger(request, like: route.place)
    case .uploadStatus: uploadStatus()
    case .setting(let place, let argument): try await setting(place, argument, request)
    case .origin(let place, let argument): try await origin(place, argument, request)
    case .description: .described(OpenAPI.document)
    case .hook(let source): try await hook(source, request)
    case .health: try await health()
    case .prometheus: try await prometheus()
    }
  }
}

extension Place {
  /// In the order in which `Allow` names them.
  var methods: [HTTPMethod] {
    (takesGet ? [.get, .head] : []) + (takesPost ? [.post] : []) + otherMethods + [.options]
  }
}

extension WebError {
  fileprivate static func methodNotAllowed(_ methods: [HTTPMethod]) -> WebError {
    let names = methods.map(\.rawValue).joined(separator: ", ")
    return WebError(.methodNotAllowed, "this address answers \(names) only", allow: methods)
  }
}

extension HTTPRequest {
  /// In which of its forms the client wants what stands at an address; nothing where there is one for all.
  fileprivate func form(of place: Place) throws(WebError) -> String? {
    let offers = place.offers
    guard [.get, .head].contains(method), !offers.isEmpty else { return nil }
    guard let form = Acceptance(self).best(of: offers) else { throw .notAcceptable(offers) }
    return form
  }

  fileprivate func refuseUnknownParameters(of place: Place) throws(WebError) {
    let known = place.parameters(of: method)
    for parameter in query.parameters {
      guard let match = known.first(where: { $0.name == parameter.name }) else {
        let names = known.map(\.name).joined(separator: ", ")
        throw .badRequest(
          "“\(shown(parameter.name))” is no parameter of this address; "
            + (names.isEmpty ? "it takes none" : "there are \(names)"))
      }
      guard match.isRepeatable || query.all(match.name).count == 1 else {
        throw .badRequest("\(match.name) is given more than once")
      }
    }
  }
}

/// A value from outside in a message: short, on one line.
func shown(_ text: String) -> String {
  String(text.prefix(60).map { $0.isNewline ? " " : $0 })
}
