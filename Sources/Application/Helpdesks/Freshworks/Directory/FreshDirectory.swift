internal import Support

/// Who and what an account's ids stand for.
struct FreshDirectory: Sendable {
  let agents: [String: FreshAgent]
  let groups: [String: FreshGroup]
  /// Labels of the ticket form's fields, by the name that tickets use.
  let labels: [String: String]
  private let agentsByName: [String: [String]]
  private let groupsByName: [String: [String]]

  init(agents: [FreshAgent] = [], groups: [FreshGroup] = [], fields: [FreshField] = []) {
    self.agents = Dictionary(agents.map { ($0.id, $0) }) { _, last in last }
    self.groups = Dictionary(groups.map { ($0.id, $0) }) { _, last in last }
    labels = Dictionary(fields.map { ($0.name, $0.label) }) { _, last in last }
    agentsByName = Dictionary(grouping: Set(agents.map(\.id)).sorted()) { [names = self.agents] in
      (names[$0]?.name ?? "").foldedName
    }
    groupsByName = Dictionary(grouping: Set(groups.map(\.id)).sorted()) { [names = self.groups] in
      (names[$0]?.name ?? "").foldedName
    }
  }

  /// The ids of all who have this display name: several people may.
  func agents(named name: String) -> [String] { agentsByName[name.foldedName] ?? [] }
  func groups(named name: String) -> [String] { groupsByName[name.foldedName] ?? [] }

  /// Somebody of the company. Figures are shown by name, so there always is one.
  func agent(_ id: String, called name: String? = nil) -> Actor {
    let name = agents[id]?.name ?? name ?? ""
    return Actor(kind: .agent, id: id, name: name.isEmpty ? "Agent \(id)" : name)
  }
}

extension String {
  /// Names differ in case and in spaces, depending on where they are shown.
  var foldedName: String { split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() }
}
