import Accounts
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

/// Somebody of a source, and who of ours that is.
struct UserMapping {
  var source: String
  var entry: DirectoryEntry
  /// As the figures call them; nothing for somebody whom neither the settings nor their own name tell.
  var person: String?
  /// Whether the settings file says so: what was decided cannot change that.
  var isOfSettings = false

  /// Of the mapping: the vendor's id, which is unique within its source only.
  var id: String { "\(source):\(entry.id)" }

  func write(to json: inout JSONWriter, _ people: ClosurePeople) {
    let user = person.map { people.user(of: $0) }
    json.object { json in
      json.member("id", id)
      json.member("freshworks_user_id", entry.id)
      json.member("freshworks_username", entry.name)
      json.member("user_id", user?.id.map { String($0) })
      json.member("username", user?.username)
      json.member("email", person.flatMap { people.settings(of: $0)?.email } ?? entry.email)
      json.member("role", user?.role?.rawValue)
      json.member("linked", person != nil)
      json.member("source", source)
      json.member("active", entry.isActive)
    }
  }
}

extension WebApplication {
  /// Everybody of every source, in the order of the sources and then by name.
  func userMappings() async throws -> [UserMapping] {
    try await installation.analyst.follow()
    let naming = await installation.analyst.currentNaming
    let listed = naming.listedNames
    let colleagues = installation.rules.colleagues
    var mappings: [UserMapping] = []
    for source in try await installation.knownSources() {
      for entry in try await installation.ledger.directory(of: source.id, kind: .person) {
        let actor = Actor(kind: .agent, id: entry.id, name: entry.name)
        let told = colleagues.name(of: actor, in: source.id)
        let name = naming.person(called: told ?? entry.name, in: source.id, at: installation.now)
        let person = told != nil || listed.contains(name) ? name : nil
        mappings.append(UserMapping(source: source.id, entry: entry, person: person, isOfSettings: told != nil))
      }
    }
    return mappings
  }
}

extension WebError {
  static func standsInTheSettings(_ mapping: UserMapping) -> WebError {
    WebError(
      .conflict,
      "that \(mapping.entry.name) is \(mapping.person ?? "somebody") stands in the settings file; take the alias out there"
    )
  }
}
