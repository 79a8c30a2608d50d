import JSONReader

/// Somebody as conversations and threads name them. Users and customers count their ids apart.
struct HelpScoutPerson: Equatable {
  enum Kind: Equatable {
    case user, customer, team
    /// AI and other programs of the vendor's; only version 3 of the API tells them from users.
    case machine
    /// Not told, or a word that is not known.
    case unknown
  }

  var id: Int?
  var kind: Kind
  /// Empty when the vendor shows none.
  var name: String
  var email: String?

  /// Nothing where there is nobody: no such place, or null.
  init?(_ field: JSONField) throws(JSONMismatch) {
    guard let field = try field.ifPresent?.asObject else { return nil }
    id = try field.number("id")
    kind = Kind(try field.text("type"))
    // Conversations say `first`, users and customers `firstName`; some payloads embed the one in the other.
    let (first, last) = (try field.text("first", "firstName"), try field.text("last", "lastName"))
    email = try field.text("email")
    name = if let first, let last { "\(first) \(last)" } else { first ?? last ?? "" }
  }

  /// “User id 1 or 0, Help Scout, none@nowhere.com” stand for nobody, and for the system. Customers have ids of their own.
  var isNobody: Bool {
    if email == "none@nowhere.com" { return true }
    guard kind != .customer else { return false }
    return id == 0 || id == 1 || name == "Help Scout"
  }

  var idText: String { id.map(String.init) ?? "" }

  /// An address that can be one: the dummy of conversations that are open is called “unknown”.
  var address: String? { email.flatMap { $0.contains("@") && $0 != "none@nowhere.com" ? $0 : nil } }
}

extension HelpScoutPerson.Kind {
  fileprivate init(_ word: String?) {
    switch word {
    case "user": self = .user
    case "customer": self = .customer
    case "team": self = .team
    case "system_user", "system", "ai", "bot": self = .machine
    default: self = .unknown
    }
  }
}
