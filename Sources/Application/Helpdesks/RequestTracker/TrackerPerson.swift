import JSONReader
import Support

/// Somebody whom Request Tracker knows: staff, customers, and the system itself.
struct TrackerPerson: Equatable, Sendable {
  /// The name to sign in with, by which all answers refer to people; for customers their address.
  var name: String
  /// By which histories refer to owners and watchers.
  var number: String?
  var realName: String?
  var email: String?
  /// Staff; nothing where the account may not know.
  var isPrivileged: Bool?
  var isDisabled = false
  var organization: String?

  static let system = TrackerPerson(name: "RT_System", number: "1", realName: "Request Tracker", isPrivileged: false)
  /// Owns what nobody owns.
  static let nobodyName = "Nobody"

  var kind: ActorKind {
    if name == TrackerPerson.system.name { return .automation }
    return switch isPrivileged {
    case true?: .agent
    case false?: .customer
    case nil: .unknown
    }
  }

  /// The server told nothing of them.
  var isUnknown: Bool { self == TrackerPerson(name: name) }

  var displayName: String { realName ?? email ?? name }

  var actor: Actor { Actor(kind: kind, id: name, name: displayName) }
}

extension TrackerPerson {
  /// What `GET /user/…` tells: everything to administrators, a summary to others, which hides the number in a link.
  init(_ json: JSONValue, called reference: String) {
    let user = TrackerValue(json.root)
    self.init(
      name: user["Name"].text ?? reference, number: user["id"].text ?? TrackerPerson.numberInLinks(user),
      realName: user["RealName"].text, email: user["EmailAddress"].text, isPrivileged: user["Privileged"].flag,
      isDisabled: user["Disabled"].flag ?? false, organization: user["Organization"].text)
  }

  private static func numberInLinks(_ user: TrackerValue) -> String? {
    guard case .array(let links) = user["_hyperlinks"].field.value else { return nil }
    return links.lazy.map { TrackerValue(JSONField($0)) }.first { $0["ref"].text == "self" }?["id"].text
  }

  /// As it is kept with the tickets that it speaks in.
  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("Name", name)
      $0.member("id", number)
      $0.member("RealName", realName)
      $0.member("EmailAddress", email)
      $0.key("Privileged")
      if let isPrivileged { $0.value(isPrivileged) } else { $0.null() }
      $0.member("Disabled", isDisabled)
      $0.member("Organization", organization)
    }
  }

  var entry: DirectoryEntry {
    DirectoryEntry(.person, id: name, name: displayName, email: email, isActive: !isDisabled)
  }
}

/// The people of one ticket, by name and by number.
struct TrackerCrowd: Equatable, Sendable {
  private(set) var people: [String: TrackerPerson] = [:]
  private var names: [String: String] = [:]

  init(_ people: [TrackerPerson]) {
    for person in people {
      self.people[person.name] = person
      if let number = person.number { names[number] = person.name }
    }
  }

  func named(_ name: String) -> TrackerPerson { people[name] ?? TrackerPerson(name: name) }

  func numbered(_ number: String) -> TrackerPerson { named(names[number] ?? number) }
}
