import Fetching
import JSONReader

/// Reads the lists that conversations refer to. Each is small, and read anew for every run.
struct HelpScoutDirectoryReader {
  let calls: VendorCalls
  let inboxes: [HelpScout.Inbox]
  private(set) var directory = HelpScoutDirectory()
  private(set) var warnings: [String] = []
  /// Those of the configured inboxes that the app's user can see; empty for all.
  private(set) var visibleInboxes: [String] = []

  init(calls: VendorCalls, inboxes: [HelpScout.Inbox]) {
    self.calls = calls
    self.inboxes = inboxes
  }

  private struct Answers {
    var users: [JSONValue]
    var teams: [(team: JSONValue, members: [JSONValue])]
    var tags: [JSONValue]
    var inboxes: [(inbox: JSONValue, fields: [JSONValue])]
    var warnings: [String]
  }

  mutating func read() async throws {
    let answers = try await ask()
    warnings += answers.warnings
    for user in answers.users { keep("a user") { try $0.take(user: user.root) } }
    for (team, members) in answers.teams {
      let ids = members.compactMap { try? $0["id"].int }  // a member without an id is nobody
      keep("a team") { try $0.take(team: team.root, members: ids) }
    }
    for tag in answers.tags { keep("a tag") { try $0.take(tag: tag.root) } }
    for (inbox, fields) in answers.inboxes { take(inbox, fields) }
    directory.finish()
    try checkInboxes(answers.inboxes.map(\.inbox))
  }

  private mutating func take(_ inbox: JSONValue, _ fields: [JSONValue]) {
    let profile = HelpScoutListPage.id(inbox).flatMap(profile)
    keep("an inbox") { try $0.take(inbox: inbox.root, profile: profile) }
    guard let id = try? inbox["id"].int else { return }  // said already
    for field in fields { keep("a custom field") { try $0.take(field: field.root, ofInbox: id) } }
  }

  /// As the settings say; without any inboxes in them all are told apart by tags.
  private func profile(of id: String) -> HelpScout.Inbox? {
    inboxes.isEmpty ? HelpScout.Inbox(id: id) : inboxes.first { $0.id == id }
  }

  /// An entry that cannot be read costs only itself.
  private mutating func keep(_ what: String, _ take: (inout HelpScoutDirectory) throws -> Void) {
    do {
      try take(&directory)
    } catch {
      warnings.append("\(what) of Help Scout was left out: \(error)")
    }
  }

  /// “Inboxes that the app's user cannot see are silently absent.”
  private mutating func checkInboxes(_ listed: [JSONValue]) throws {
    guard !inboxes.isEmpty else { return }
    let visible = Set(listed.compactMap(HelpScoutListPage.id))
    visibleInboxes = inboxes.map(\.id).filter(visible.contains)
    for inbox in inboxes where !visible.contains(inbox.id) {
      warnings.append("inbox \(inbox.id) is not among those that the app's user can see, and is left out")
    }
    guard visibleInboxes.isEmpty else { return }
    throw VendorError(
      .forbidden, "find the inboxes of the settings at Help Scout", cause: "its user can see none of them",
      hint: "compare the ids in the settings with the addresses of the inboxes, or give the app's user access")
  }
}

extension HelpScoutDirectoryReader {
  private func ask() async throws -> Answers {
    // Conversations name whoever took part in them, so that nobody is lost without the list but their roles.
    async let users = optional("users") { try await list("/users", "users", "list the users of Help Scout") }
    async let teams = optional("teams") { try await list("/teams", "teams", "list the teams of Help Scout") }
    async let tags = optional("tags") { try await list("/tags", "tags", "list the tags of Help Scout") }
    let inboxes = try await list("/mailboxes", "mailboxes", "list the inboxes of Help Scout")
    let fields = try await calls.each(inboxes.filter(isWanted)) { inbox in
      (inbox, try await customFields(of: inbox))
    }
    let (allTeams, teamWarning) = try await teams
    let membersOfTeams = try await calls.each(allTeams) { team in (team, try await members(of: team)) }
    let (allTags, tagWarning) = try await tags
    let (allUsers, userWarning) = try await users
    return Answers(
      users: allUsers, teams: membersOfTeams, tags: allTags, inboxes: fields,
      warnings: [userWarning, teamWarning, tagWarning].compactMap { $0 })
  }

  private func isWanted(_ inbox: JSONValue) -> Bool {
    guard !inboxes.isEmpty, let id = HelpScoutListPage.id(inbox) else { return true }
    return inboxes.contains { $0.id == id }
  }

  private func customFields(of inbox: JSONValue) async throws -> [JSONValue] {
    guard let id = HelpScoutListPage.id(inbox) else { return [] }
    return try await optional("custom fields") {
      try await list("/mailboxes/\(id)/fields", "fields", "list the custom fields of inbox \(id)")
    }.rows
  }

  /// “Team members come under `users`.”
  private func members(of team: JSONValue) async throws -> [JSONValue] {
    guard let id = HelpScoutListPage.id(team) else { return [] }
    return try await optional("members") {
      try await list("/teams/\(id)/members", "users", "list the members of team \(id)")
    }.rows
  }

  private func list(_ path: String, _ key: String, _ operation: String) async throws -> [JSONValue] {
    try await calls.rows(of: HelpScoutList(path: path, key: key, operation: operation))
  }

  /// What an account may lack the permission or the plan for.
  private func optional(_ what: String, _ list: () async throws -> [JSONValue]) async throws
    -> (rows: [JSONValue], warning: String?)
  {
    do {
      return (try await list(), nil)
    } catch let error as VendorError where error.remedy == .skip {
      return ([], "the \(what) were left out: \(error)")
    }
  }
}
