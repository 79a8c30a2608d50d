import Accounts
import CivilTime
import HTTPServer
import Metrics

extension Asker {
  /// What they keep is theirs under this.
  var keeper: Keeper {
    switch means {
    case .nobody: Keeper(key: "", actor: actor)
    case .everyone: Keeper(key: "everybody", actor: actor)
    case .session(let signedIn): Keeper(key: "account \(signedIn.account.id)", actor: actor)
    case .token(let token): Keeper(key: "token \(token.name)", actor: actor)
    }
  }

  /// Views that all see, and notes on charts, are for whoever looks after the data.
  var mayAnnotate: Bool { role.map { $0 >= .developer } ?? false && narrowings.isEmpty }
  /// Whether what others share may be taken away.
  var mayTidyUp: Bool { role.map { $0 >= .manager } ?? false && narrowings.isEmpty }
}

extension WebApplication {
  /// Names for addresses of pages, and notes on charts: read and written here.
  func views(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(try await viewsPage(request.query)) }
    let form = try await request.form()
    do {
      try await change(form)
    } catch let error as AccountError {
      var page = try await viewsPage(form)
      page.problem = error.description.asSentence
      return self.page(page, error)
    }
    return .redirect(to: Route.views.path)
  }

  private func change(_ form: HTTPQuery) async throws {
    let asker = Asker.current
    switch form.first("do") {
    case "keep":
      _ = try await keep(
        form.first("name") ?? "", address: form.first("address") ?? "", isShared: try form.flag("shared"))
    case "remove":
      try await accounts.removeView(try form.id(), by: asker.keeper, anyones: asker.mayTidyUp)
    case "note": _ = try await note(day: form.first("day") ?? "", text: form.first("text") ?? "")
    case "unnote":
      try await accounts.removeAnnotation(try form.id(), by: asker.keeper, anyones: asker.mayTidyUp)
    default: throw WebError.badRequest("do: there are keep, remove, note and unnote")
    }
  }

  func keep(_ name: String, address: String, isShared: Bool) async throws -> SavedView {
    guard let checked = ReturnAddress(address) else {
      throw WebError.unprocessable("address: that is no page of this server")
    }
    guard !isShared || Asker.current.mayAnnotate else {
      throw WebError(.forbidden, "shared: views for all are made by developers, managers and admins who see everything")
    }
    return try await accounts.keep(name, address: checked.text, isShared: isShared, by: Asker.current.keeper)
  }

  func note(day text: String, text words: String) async throws -> Annotation {
    guard let day = LocalDay(iso8601: text) else {
      throw WebError.unprocessable("day must be a day such as 2026-11-20")
    }
    guard Asker.current.mayAnnotate else {
      throw WebError(.forbidden, "notes on charts are made by developers, managers and admins who see everything")
    }
    return try await accounts.annotate(day, words, by: Asker.current.keeper)
  }

  /// What the asker may know of: those who see a part only see their own views and no note.
  func visibleViews() async throws -> [SavedView] {
    let keeper = Asker.current.keeper
    let all = try await accounts.views(for: keeper)
    return Asker.current.narrowings.isEmpty ? all : all.filter { $0.owner == keeper.key }
  }

  func visibleNotes() async throws -> [Annotation] {
    Asker.current.narrowings.isEmpty ? try await accounts.annotations() : []
  }

  private func viewsPage(_ asked: HTTPQuery) async throws -> ViewsPage {
    let asker = Asker.current
    let words = words
    let address = asked.given("address").flatMap { ReturnAddress($0) }
    return ViewsPage(
      frame: frame("Views and notes", at: .views, try await sourceStates()),
      address: address?.text, mayShare: asker.mayAnnotate, name: asked.first("name") ?? "",
      views: try await visibleViews().map { ViewsPage.View($0, asker, words) },
      notes: try await visibleNotes().map { ViewsPage.Note($0, asker, words) }, mayNote: asker.mayAnnotate,
      showsNotes: asker.narrowings.isEmpty, day: asked.given("day") ?? words.today.iso8601,
      text: asked.first("text") ?? "")
  }
}

extension HTTPQuery {
  fileprivate func id() throws(WebError) -> Int64 {
    guard let id = first("id").flatMap({ Int64($0) }) else { throw .badRequest("id must be a number") }
    return id
  }
}

extension ViewsPage.View {
  fileprivate init(_ view: SavedView, _ asker: Asker, _ words: DayWords) {
    let isOwn = view.owner == asker.keeper.key
    self.init(
      id: view.id, name: view.name, href: view.address, who: view.isShared ? "shared by \(view.author)" : "yours",
      since: words.day(words.zone.day(of: view.createdAt)), mayRemove: isOwn || asker.mayTidyUp)
  }
}

extension ViewsPage.Note {
  fileprivate init(_ note: Annotation, _ asker: Asker, _ words: DayWords) {
    self.init(
      id: note.id, day: words.day(note.day), text: note.text, who: note.author,
      mayRemove: note.owner == asker.keeper.key && asker.mayAnnotate || asker.mayTidyUp)
  }
}
