internal import Support

/// Finds out whom a display name in a ticket's activities means.
///
/// The directory knows most; whoever acts in the ticket is named there with an id. Of several people with one name only
/// the last assignment can be told: it is to the present responder. What stays unclear is nobody's: the name stands for
/// itself, as a person of the id `name:…`, so that neither of them is credited and the one before is not, either.
struct FreshNames: Sendable {
  struct Named: Equatable, Sendable {
    var id: String
    var name: String
    var isStranger = false
  }

  private let directory: FreshDirectory
  private let ticket: FreshTicket
  private var acting: [String: Set<String>] = [:]
  private var lastAgent: Int?
  private var lastGroup: Int?

  init(_ activities: [FreshActivity], of ticket: FreshTicket, _ directory: FreshDirectory) {
    self.directory = directory
    self.ticket = ticket
    for (index, activity) in activities.enumerated() {
      if let id = activity.actorID, let name = activity.actorName, id != ticket.requesterID {
        acting[name.foldedName, default: []].insert(id)
      }
      for deed in activity.deeds {
        if case .agent = deed { lastAgent = index }
        if case .group = deed { lastGroup = index }
      }
    }
  }

  /// Whether no later activity says the same kind of thing.
  func isLast(_ deed: FreshDeed, _ index: Int) -> Bool {
    switch deed {
    case .agent: index == lastAgent
    case .group: index == lastGroup
    default: false
    }
  }

  func knowsAgent(_ name: String) -> Bool { !agents(name).isEmpty }
  func knowsGroup(_ name: String) -> Bool { !directory.groups(named: name).isEmpty }

  func agent(_ name: String, isLast: Bool) -> Named {
    named(name, agents(name), present: isLast ? ticket.responderID : nil)
  }

  func group(_ name: String, isLast: Bool) -> Named {
    named(name, directory.groups(named: name), present: isLast ? ticket.groupID : nil)
  }

  private func agents(_ name: String) -> [String] {
    let listed = directory.agents(named: name)
    return listed.isEmpty ? (acting[name.foldedName] ?? []).sorted() : listed
  }

  private func named(_ name: String, _ ids: [String], present: String?) -> Named {
    if ids.count == 1, let id = ids.first { return Named(id: id, name: name) }
    if let present, ids.contains(present) { return Named(id: present, name: name) }
    return Named(id: "name:\(name)", name: name, isStranger: true)
  }
}
