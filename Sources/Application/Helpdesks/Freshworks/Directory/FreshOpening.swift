internal import Fetching
internal import JSONReader
internal import Support

/// What is read once a run, before any ticket.
struct FreshOpening: Sendable {
  var directory = FreshDirectory()
  var statuses = FreshStatuses()
  var entries: [DirectoryEntry] = []
  var warnings: [String] = []
  /// `workspace_id=0` is sent only where there are several: elsewhere the parameter may be refused, and the account's one
  /// workspace is what is shown anyway.
  var hasWorkspaces: Bool { !workspaces.isEmpty }
  var workspaces: [String] = []

  static func read(_ api: FreshAPI, for configuration: Freshworks.Configuration) async throws -> FreshOpening {
    let lists = FreshLists(api: api)
    async let agents = lists.read(.agents)
    async let groups = lists.read(.groups)
    async let fields = lists.read(.fields)
    async let policies = lists.read(.policies)
    async let calendars = lists.read(.calendars)
    async let workspaces = lists.read(.workspaces)
    var opening = FreshOpening()
    let people = try await opening.take(agents, FreshAgent.init) { $0.entry }
    let teams = try await opening.take(groups, FreshGroup.init) { $0.entry }
    let form = try await opening.take(fields, FreshField.init) { $0.entry }
    _ = try await opening.take(policies, FreshPolicy.init) { $0.entry }
    _ = try await opening.take(calendars, FreshCalendar.init) { $0.entry }
    opening.takeWorkspaces(try await workspaces)
    opening.directory = FreshDirectory(agents: people, groups: teams, fields: form)
    opening.takeStatuses(form, configuration)
    return opening
  }

  /// A row that cannot be read costs this row; a list that cannot be had costs the names in it.
  private mutating func take<Row>(
    _ list: FreshLists.Answer, _ decode: (JSONField) throws -> Row, entry: (Row) -> DirectoryEntry
  ) -> [Row] {
    if let problem = list.problem { warnings.append(problem) }
    let rows = list.rows.compactMap { row -> Row? in
      do {
        return try decode(row)
      } catch {
        warnings.append("one of the \(list.name) cannot be read: \(error)")
        return nil
      }
    }
    entries += rows.map(entry)
    return rows
  }

  private mutating func takeWorkspaces(_ list: FreshLists.Answer) {
    guard list.rows.count > 1 else { return }
    for row in list.rows {
      guard let id = try? row["id"].freshID else { continue }  // without an id nothing refers to it
      workspaces.append(id)
      let name = (try? row["name"].freshText) ?? "Workspace \(id)"
      entries.append(DirectoryEntry(.inbox, id: id, name: name))
    }
  }

  private mutating func takeStatuses(_ form: [FreshField], _ configuration: Freshworks.Configuration) {
    let field = form.first { $0.name == "status" }
    statuses = FreshStatuses(settings: configuration.statuses, choices: field?.choices ?? [])
    guard !statuses.guesses.isEmpty else { return }
    let guesses = statuses.guesses.map { "\($0.id) “\($0.label)” as \($0.state.rawValue)" }.joined(separator: ", ")
    warnings.append("statuses read by their labels: \(guesses); the setting `statuses` decides otherwise")
  }
}

/// The account's short lists.
struct FreshLists: Sendable {
  enum List: Sendable { case agents, groups, fields, policies, calendars, workspaces }

  struct Answer: Sendable {
    var name: String
    var rows: [JSONField] = []
    var problem: String?
  }

  let api: FreshAPI

  /// Nothing is asked for that the product does not have. A key that may not see a list, or a plan without it, costs only
  /// the list; whoever wants to know more asks for the connection test.
  func read(_ list: List) async throws -> Answer {
    let name = list.name
    guard let (path, key) = list.place(in: api.product) else { return Answer(name: name) }
    do {
      let bucket = list == .agents ? FreshAPI.Bucket.agents : .other
      return Answer(name: name, rows: try await api.all(path, key, to: "list the \(name)", in: bucket))
    } catch let error as VendorError where error.remedy == .skip {
      // Accounts without workspaces have no such list: that is no problem.
      return Answer(name: name, problem: list == .workspaces ? nil : "\(name) are missing: \(error.cause)")
    }
  }
}

extension FreshLists.List {
  var name: String {
    switch self {
    case .agents: "agents"
    case .groups: "groups"
    case .fields: "ticket fields"
    case .policies: "SLA policies"
    case .calendars: "business hours"
    case .workspaces: "workspaces"
    }
  }

  func place(in product: Freshworks.Product) -> (path: String, key: String)? {
    switch self {
    case .agents: ("/agents", "agents")
    case .groups: ("/groups", "groups")
    case .fields: (product == .freshservice ? "/ticket_form_fields" : "/ticket_fields", "ticket_fields")
    case .policies: ("/sla_policies", "sla_policies")
    case .calendars: ("/business_hours", "business_hours")
    case .workspaces: product == .freshservice ? ("/workspaces", "workspaces") : nil
    }
  }
}
