import JSONReader

/// Whose conversations somebody may see: all, or those of some inboxes, clients and teams.
///
/// Where two are named both must hold. A name that nothing has hides everything.
package struct Visibility: Sendable, Hashable {
  /// Nothing: all of them.
  package var inboxes: Set<String>?
  package var clients: Set<String>?
  package var teams: Set<String>?

  package static let everything = Visibility()

  package init(inboxes: Set<String>? = nil, clients: Set<String>? = nil, teams: Set<String>? = nil) {
    self.inboxes = inboxes
    self.clients = clients
    self.teams = teams
  }

  package var isNarrowed: Bool { self != .everything }

  /// What both may see.
  package func narrowed(by other: Visibility) -> Visibility {
    Visibility(
      inboxes: Visibility.both(inboxes, other.inboxes), clients: Visibility.both(clients, other.clients),
      teams: Visibility.both(teams, other.teams))
  }

  private static func both(_ left: Set<String>?, _ right: Set<String>?) -> Set<String>? {
    guard let left, let right else { return left ?? right }
    return left.intersection(right)
  }
}

extension Visibility {
  /// As the store keeps it; nothing for everything.
  var stored: String? {
    guard isNarrowed else { return nil }
    var json = JSONWriter()
    json.object { json in
      for (name, chosen) in [("inboxes", inboxes), ("clients", clients), ("teams", teams)] {
        guard let chosen else { continue }
        json.member(name) { json in json.array { json in for one in chosen.sorted() { json.value(one) } } }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// What cannot be read hides everything instead of nothing.
  init(stored: String?) {
    self.init()
    guard let stored else { return }
    guard let json = try? JSONValue(utf8: Array(stored.utf8)), case .object(let object) = json else {
      self.init(inboxes: [], clients: [], teams: [])
      return
    }
    inboxes = Visibility.names(object["inboxes"])
    clients = Visibility.names(object["clients"])
    teams = Visibility.names(object["teams"])
  }

  private static func names(_ value: JSONValue?) -> Set<String>? {
    guard let value else { return nil }
    guard case .array(let elements) = value else { return [] }
    return Set(elements.compactMap { if case .text(let text) = $0 { text } else { nil } })
  }
}
