import Accounts
import HTTPServer
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// - Parameter argument: what stands in the address's braces.
  func setting(_ place: Place, _ argument: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    switch place {
    case .peoplePage: try await peoplePage(request)
    case .peopleReviewPage: try await peopleReviewPage(request)
    case .peopleImportPage: try await peopleImportPage(request)
    case .personPage: try await personPage(argument, request)
    case .decisionsPage: try await decisionsPage(request)
    case .decidePage: try await decidePage(request)
    case .productsPage: try await productsPage(request)
    case .clientsPage: try await clientsPage(request)
    case .contactsPage: try await contactsPage(request)
    case .contactsLink: try await linkContacts()
    case .toDoList: try await toDoList()
    case .productList: try await productList(request)
    case .productsDecide: try await decide(request, among: IdentityDecision.Kind.aboutProducts)
    case .clientsUnmapped: try await clientsUnmapped()
    case .calendarsPage: try await calendarsPage()
    case .rulesPage: try await rulesPage()
    case .definitionsPage: try await definitionsPage(request)
    case .ruleVersionPage: try await ruleVersionPage(argument)
    case .rulesPreview: try await rulesPreview(request)
    case .rulesAdopt: try await adoptRules(request)
    case .calendarForm: try await calendarForm(request)
    case .rulesForm: try await rulesForm(request)
    case .ruleSection: try await ruleSection(argument, request)
    case .brandPage: try await brandPage()
    case .mailPage: try await mailPage()
    case .storePage: try await storePage()
    case .configurationPage: try await configurationPage()
    case .configurationFile, .configurationText: configurationFile()
    case .ruleVersionList: try await ruleVersionList()
    case .rulesTrial: try await rulesTrial(request)
    case .draftTest: try await testDraftByOrder(request)
    case .changeTest: try await testChangeByOrder(argument, request)
    case .passwordChange: try await changePasswordByOrder(request)
    case .sessionList: try await sessionList(request)
    case .sessionEnd: try await endSession(argument)
    case .restatementList: try await restatementList(request)
    case .storeStatistics: try await storeStatistics()
    case .decisionEffect: try await decisionEffect(request)
    default: throw WebError.notFound("there is nothing at this address")
    }
  }

  /// What was just decided, for whoever comes back from deciding it.
  func decided(_ request: HTTPRequest) async throws -> [Notice] {
    guard let number = try? request.query.number("decided", 1...1_000_000_000) else { return [] }
    let book = try await installation.ledger.identityBook()
    guard let decision = book.decisions.first(where: { $0.number == Int64(number) }) else { return [] }
    let undo = book.isInForce(decision.number) && decision.kind != .undo && Asker.current.may(.decidePage)
    let way: [Sentence.Part] =
      undo ? [.text(" "), .link("Undo it", href: Route.undoing(decision.number, back: request.here))] : []
    return [
      Notice(
        tone: .good, title: "Decided: \(decision.sentence)\(words.validity(decision))",
        body: Sentence(parts: [.text("It counts from now on, on every page.")] + way))
    ]
  }
}

/// What belongs together under Settings.
enum SettingsArea: CaseIterable {
  case identity, counting, access, installation

  var title: String {
    switch self {
    case .identity: "Who and what"
    case .counting: "How it counts"
    case .access: "Who may come in"
    case .installation: "This installation"
    }
  }

  var pages: [(title: String, route: Route, about: String)] {
    switch self {
    case .identity:
      [
        ("People", .setting(.peoplePage), "Names, aliases, roles and teams, with their dates"),
        ("Products and tags", .setting(.productsPage), "Which tags tell of which product, and which of none"),
        ("Clients", .setting(.clientsPage), "Whose each company and mail domain is, and who stands for whom"),
        ("Decisions", .setting(.decisionsPage), "What was decided about people, products and clients; undo"),
      ]
    case .counting:
      [
        ("Calendars", .setting(.calendarsPage), "Hours, nights and holidays, and which calendar counts where"),
        ("Rules", .setting(.rulesPage), "Programs, automatic replies, test traffic, promises and weights"),
        ("Definitions", .setting(.definitionsPage), "Versions of rules, a preview of a change, and restated months"),
      ]
    case .access:
      [
        ("Your account", .ownAccount, "Your password, and where you are signed in"),
        ("Accounts and tokens", .accounts, "Who may come in, as what, and what they see"),
        ("Audit", .audit, "What was done by whom"),
      ]
    case .installation:
      [
        ("Brand", .setting(.brandPage), "The workspace, and clients with a look of their own"),
        ("Database", .setting(.storePage), "Rows, size on disk, facts and columns"),
        ("Configuration file", .setting(.configurationPage), "All settings in force, as one file"),
      ]
    }
  }
}

extension WebApplication {
  /// The pages of the same area, as far as the asker may open them, and the way back to all of them.
  func settingsTabs(_ current: Route) -> SettingsTabs {
    let area = SettingsArea.allCases.first { $0.pages.contains { $0.route == current } }
    let pages = (area?.pages ?? []).filter { Asker.current.may($0.route.place) }
    let overview =
      Asker.current.may(.peoplePage) ? [SettingsTabs.Tab(title: "All settings", href: Route.settings.path)] : []
    return SettingsTabs(
      tabs: overview + pages.map { SettingsTabs.Tab(title: $0.title, href: $0.route.path) }, current: current.path)
  }

  func settingsFrame(_ title: String) -> PageFrame { plainFrame(title, at: .settings) }
}

extension Route {
  static func setting(_ place: Place) -> Route { .setting(place, argument: "") }

  /// Where something is decided, with what is known of it.
  static func deciding(
    _ kind: IdentityDecision.Kind, _ subject: String? = nil, of calling: Calling? = nil, other: String? = nil,
    back: String
  ) -> String {
    Route.setting(.decidePage).href([
      ("kind", kind.rawValue), ("subject", subject),
      ("source", calling.flatMap { $0.source.isEmpty ? nil : $0.source }),
      ("id", calling?.vendorID), ("calling", calling?.name), ("other", other), ("back", back),
    ])
  }

  static func undoing(_ number: Int64, back: String) -> String {
    Route.setting(.decidePage).href([("kind", "undo"), ("undoes", String(number)), ("back", back)])
  }
}

extension HTTPRequest {
  /// The page itself, without what was asked of it.
  var here: String { Route(pathSegments)?.path ?? Route.settings.path }
}
